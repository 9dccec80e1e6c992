package dev.keycard.sql;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Migrates a PostgreSQL database to the schema of this program. Several processes may do so at once: Flyway locks. */
public final class PostgresMigrations {

    private static final String LOCATION = "dev/keycard/sql/migration/postgresql";

    private PostgresMigrations() {}

    /**
     * Makes the tables, or migrates them.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    public static void migrate(DataSource source) {
        try {
            Flyway.configure(PostgresMigrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + LOCATION)
                    .cleanDisabled(true)
                    .loggers("slf4j")
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw new DatabaseOpenException("The database could not be migrated.", failure);
        }
    }
}
