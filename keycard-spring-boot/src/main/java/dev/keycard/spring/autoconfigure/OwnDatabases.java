package dev.keycard.spring.autoconfigure;

import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Databases that an application opens, by JDBC or R2DBC. Stateless. */
final class OwnDatabases {

    private static final String[] TYPES = {"javax.sql.DataSource", "io.r2dbc.spi.ConnectionFactory"};

    private OwnDatabases() {}

    static boolean isAnyIn(ListableBeanFactory beans) {
        return Stream.of(TYPES)
                .filter(type -> ClassUtils.isPresent(type, OwnDatabases.class.getClassLoader()))
                .map(type -> ClassUtils.resolveClassName(type, OwnDatabases.class.getClassLoader()))
                .anyMatch(type ->
                        BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0);
    }
}
