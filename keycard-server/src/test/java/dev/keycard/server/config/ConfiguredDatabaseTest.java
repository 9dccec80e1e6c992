package dev.keycard.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.node.ConfiguredDatabase;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.PostgresSettings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredDatabaseTest {

    private static final String URL = "jdbc:postgresql://db.example.org/app";

    @TempDir
    Path folder;

    private Configuration settings(Map<String, String> texts) {
        return TestServer.configuration(folder, texts);
    }

    @Test
    void schema_isThatOfTheSetting_orOfTheConnection() {
        assertThat(ConfiguredDatabase.of(settings(Map.of("store.url", URL, "store.schema", "keycard"))))
                .isEqualTo(PostgresSettings.of(URL).withSchema("keycard"));
        assertThat(ConfiguredDatabase.of(settings(Map.of("store.url", URL)))).isEqualTo(PostgresSettings.of(URL));
    }

    @Test
    void refuses_schemaThatIsNoPlainName() {
        refuses("store.schema must be a name", Map.of("store.url", URL, "store.schema", "Key Card"));
        refuses(
                "store.schema and the parameter currentSchema of store.url both name a schema",
                Map.of("store.url", URL + "?currentSchema=a", "store.schema", "b"));
    }

    @Test
    void refuses_schemaOfAFile() {
        refuses("store.schema are for PostgreSQL", Map.of("store.schema", "keycard"));
    }

    private void refuses(String sentence, Map<String, String> texts) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ConfiguredDatabase.of(settings(texts)))
                .withMessageContaining(sentence);
    }
}
