package dev.keycard.node.doctor;

import dev.keycard.KeycardConfig;
import dev.keycard.api.Internal;
import dev.keycard.key.StoredKey;
import dev.keycard.node.DataSettings;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.node.SealingKeys;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.settings.Configuration;
import dev.keycard.sql.Database;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.HashQuestions;
import dev.keycard.sql.SchemaState;
import dev.keycard.sql.SecurityReport;
import dev.keycard.store.StoreSize;
import dev.keycard.web.WebConfig;
import java.nio.file.Path;
import java.time.Duration;
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
@Internal
public record Installation(
        NodeConfiguration configuration,
        Machine machine,
        Path folder,
        DatabaseSettings database,
        SchemaState schema,
        Optional<Contents> contents,
        Instant now) {

    private static final Duration IDLE = Duration.ofDays(90);

    /**
     * What a database holds.
     *
     * @param otherSealingKey whether it belongs to another sealing key than the configured one
     */
    public record Contents(SecurityReport report, List<StoredKey> keys, StoreSize size, boolean otherSealingKey) {
        public Contents {
            keys = List.copyOf(keys);
        }

        /** Reads an open database. Changes nothing, and works while a node uses it. */
        public static Contents of(Database database, NodeConfiguration configuration, Instant now) {
            return of(database, configuration.settings(), configuration.engine().password(), now);
        }

        /**
         * The same with other limits for stored hashes.
         *
         * @param password judges them
         */
        public static Contents of(Database database, Configuration settings, PasswordConfig password, Instant now) {
            HashQuestions questions = new HashQuestions(
                    hashBegins(password.argon2()),
                    hash -> password.refusal(hash).isPresent());
            return new Contents(
                    database.report(questions, now, now.minus(IDLE)),
                    database.stores().keys().all(),
                    database.stores().gauge().measure(),
                    SealingKeys.isOther(settings, database.stores().keys()));
        }

        /** The beginning of a hash of that cost, in the PHC string format. */
        private static String hashBegins(Argon2Cost cost) {
            return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism()
                    + "$";
        }
    }

    /** That of a node that runs, whose database is open. */
    public static Installation running(
            NodeConfiguration configuration,
            DatabaseSettings settings,
            Database database,
            String signatures,
            Instant now) {
        Path folder = configuration
                .settings()
                .get(DataSettings.FOLDER)
                .toAbsolutePath()
                .normalize();
        return new Installation(
                configuration,
                Machine.here(folder, signatures),
                folder,
                settings,
                database.schema(),
                Optional.of(Contents.of(database, configuration, now)),
                now);
    }

    /** The settings themselves. */
    public Configuration settings() {
        return configuration.settings();
    }

    /** The configuration of the engine. */
    public KeycardConfig config() {
        return configuration.engine();
    }

    /** The configuration of the API. */
    public WebConfig web() {
        return configuration.web();
    }

    /** The text of a setting in effect; empty if it is not set or unknown. */
    public String text(String setting) {
        return settings().entries().stream()
                .filter(entry -> entry.name().equals(setting))
                .map(Configuration.Entry::value)
                .findFirst()
                .orElse("");
    }
}
