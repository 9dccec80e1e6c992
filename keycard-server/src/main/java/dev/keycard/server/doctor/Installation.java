package dev.keycard.server.doctor;

import dev.keycard.KeycardConfig;
import dev.keycard.key.StoredKey;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.settings.Configuration;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.SchemaState;
import dev.keycard.sql.SecurityReport;
import dev.keycard.store.StoreSize;
import dev.keycard.web.WebConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the checks read, collected once, so that a check has no side effect.
 *
 * @param folder the data folder, which may not exist yet
 * @param database the configured database, which may not exist yet
 * @param schema the state of the database's schema
 * @param contents what the database holds; empty if it is missing or has another schema
 * @param now the time of this machine
 */
public record Installation(
        ServerConfiguration configuration,
        Machine machine,
        Path folder,
        DatabaseSettings database,
        SchemaState schema,
        Optional<Contents> contents,
        Instant now) {

    /**
     * What a database holds.
     *
     * @param otherSealingKey whether it belongs to another sealing key than the configured one
     */
    public record Contents(SecurityReport report, List<StoredKey> keys, StoreSize size, boolean otherSealingKey) {
        public Contents {
            keys = List.copyOf(keys);
        }
    }

    Configuration settings() {
        return configuration.settings();
    }

    KeycardConfig config() {
        return configuration.engine();
    }

    WebConfig web() {
        return configuration.web();
    }

    /** The text of a setting in effect; empty if it is not set or unknown. */
    String text(String setting) {
        return settings().entries().stream()
                .filter(entry -> entry.name().equals(setting))
                .map(Configuration.Entry::value)
                .findFirst()
                .orElse("");
    }
}
