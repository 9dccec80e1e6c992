package dev.keycard.spring.autoconfigure;

import dev.keycard.node.ConfiguredDatabase;
import dev.keycard.node.DataSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.PostgresSettings;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the database: that of {@code keycard.store.url}; else that of the application, if it is PostgreSQL; else a file of its
 * own, if the application has no database. Keycard opens its own connections to it. In the database of the application,
 * its tables are in a schema of their own.
 */
final class ApplicationDatabase {

    /** Where the tables are in the database of the application, unless {@code keycard.store.schema} says otherwise. */
    static final String SCHEMA = "keycard";

    /** How the application reaches its database. */
    record Reached(
            String url, @Nullable String user, @Nullable String password) {

        /** Leaves out the password, and the URL, whose parameters may hold one. */
        @Override
        public String toString() {
            return "Reached[user=" + user + "]";
        }
    }

    private ApplicationDatabase() {}

    /**
     * The settings of the database.
     *
     * @param application null if the application has none by JDBC that Spring Boot opens
     * @param otherwise whether it has another one
     * @throws ConfigurationException if the application has a database that Keycard does not know, and nothing else is set
     */
    static DatabaseSettings choose(Configuration settings, @Nullable Reached application, boolean otherwise) {
        if (!settings.get(DataSettings.STORE_URL).isEmpty()) {
            return ConfiguredDatabase.of(settings);
        }
        if (application == null) {
            if (otherwise) {
                throw new ConfigurationException("The application opens its database itself, so Keycard does not know"
                        + " its address. Set keycard.store.url to a PostgreSQL database, or to jdbc:sqlite: and the"
                        + " path of a file that only Keycard uses.");
            }
            return ConfiguredDatabase.of(settings);
        }
        if (application.url().startsWith("jdbc:postgresql:")) {
            String schema = settings.get(DataSettings.STORE_SCHEMA);
            return ConfigurationException.orRefusal(() -> PostgresSettings.of(application.url())
                    .withUser(application.user(), application.password())
                    .withSchema(schema.isEmpty() ? SCHEMA : schema)
                    .withConnections(settings.get(DataSettings.STORE_CONNECTIONS)));
        }
        throw new ConfigurationException(
                "The database of the application is not PostgreSQL. Set keycard.store.url to a PostgreSQL"
                        + " database, or to jdbc:sqlite: and the path of a file that only Keycard uses.");
    }
}
