package dev.keycard.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.settings.ConfigurationException;
import dev.keycard.spring.autoconfigure.ApplicationDatabase.Reached;
import dev.keycard.spring.settings.SpringSettings;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.PostgresSettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class ApplicationDatabaseTest {

    private static final Reached APPLICATION = new Reached("jdbc:postgresql://db/shop?currentSchema=shop", "ann", null);
    private static final PostgresSettings SHARED =
            PostgresSettings.of(APPLICATION.url()).withUser("ann", null);

    private static DatabaseSettings chosen(@Nullable Reached application, Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        return ApplicationDatabase.choose(SpringSettings.read(environment), application, false);
    }

    @Test
    void inTheDatabaseOfTheApplication_tablesAreInASchemaOfTheirOwn() {
        assertThat(chosen(APPLICATION, Map.of())).isEqualTo(SHARED.withSchema("keycard"));
        assertThat(chosen(APPLICATION, Map.of("keycard.store.schema", "identity")))
                .isEqualTo(SHARED.withSchema("identity"));
    }

    @Test
    void databaseOfItsOwn_hasNoSchemaUnlessOneIsNamed() {
        String url = "jdbc:postgresql://db/keycard";
        assertThat(chosen(APPLICATION, Map.of("keycard.store.url", url))).isEqualTo(PostgresSettings.of(url));
        assertThat(chosen(null, Map.of("keycard.store.url", url, "keycard.store.schema", "identity")))
                .isEqualTo(PostgresSettings.of(url).withSchema("identity"));
    }

    @Test
    void refuses_otherDatabaseOfTheApplication() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> chosen(new Reached("jdbc:h2:mem:shop", null, null), Map.of()))
                .withMessageContaining("Set keycard.store.url");
    }
}
