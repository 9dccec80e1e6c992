package dev.keycard.node;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Secret;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.PostgresSettings;
import dev.keycard.sql.SqliteSettings;
import java.nio.file.Path;

/** Reads which database is configured. Opens and creates nothing. */
@Internal
public final class ConfiguredDatabase {

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private ConfiguredDatabase() {}

    /**
     * The settings of the database, with the default policy of the stores.
     *
     * @throws ConfigurationException if they contradict each other; the message names the setting
     */
    public static DatabaseSettings of(Configuration settings) {
        String url = settings.get(DataSettings.STORE_URL);
        return url.startsWith(POSTGRESQL) ? postgres(settings, url) : sqlite(settings, url);
    }

    private static PostgresSettings postgres(Configuration settings, String url) {
        String user = settings.get(DataSettings.STORE_USER);
        String schema = settings.get(DataSettings.STORE_SCHEMA);
        if (!schema.isEmpty() && url.contains("currentSchema=")) {
            throw new ConfigurationException(
                    "store.schema and the parameter currentSchema of store.url both name a schema: remove one.");
        }
        String password =
                settings.get(DataSettings.STORE_PASSWORD).map(Secret::reveal).orElse(null);
        return ConfigurationException.orRefusal(() -> PostgresSettings.of(url)
                .withUser(user.isEmpty() ? null : user, password)
                .withSchema(schema.isEmpty() ? null : schema)
                .withConnections(settings.get(DataSettings.STORE_CONNECTIONS)));
    }

    private static SqliteSettings sqlite(Configuration settings, String url) {
        if (!settings.get(DataSettings.STORE_USER).isEmpty()
                || !settings.get(DataSettings.STORE_SCHEMA).isEmpty()
                || settings.get(DataSettings.STORE_PASSWORD).isPresent()) {
            throw new ConfigurationException(
                    "store.user, store.password and store.schema are for PostgreSQL: set store.url to"
                            + " jdbc:postgresql://host/name.");
        }
        return SqliteSettings.of(file(settings, url));
    }

    private static Path file(Configuration settings, String url) {
        if (url.isEmpty()) {
            Path folder = settings.get(DataSettings.FOLDER);
            return new DataFolder(folder.toAbsolutePath().normalize()).database();
        }
        if (!url.startsWith(SQLITE) || url.length() == SQLITE.length()) {
            throw new ConfigurationException(
                    "store.url must be jdbc:postgresql://host/name, or jdbc:sqlite: and the path" + " of a file.");
        }
        return Path.of(url.substring(SQLITE.length()));
    }
}
