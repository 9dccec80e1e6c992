package dev.keycard.server.doctor;

import dev.keycard.KeycardConfig;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.ConfigurationException;
import dev.keycard.server.config.EngineConfiguration;
import dev.keycard.server.config.Settings;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.sql.HashQuestions;
import dev.keycard.sql.Migrations;
import dev.keycard.sql.SchemaState;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.sql.SqliteSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gathers what is examined. Makes nothing and changes nothing; works beside a running server. */
public final class Admission {

    private static final Duration IDLE = Duration.ofDays(90);

    private Admission() {}

    /**
     * Gathers it. Failures explain themselves, as those of starting do.
     *
     * @param databaseFile where the database is, or will be
     */
    public static Installation admit(Configuration settings, Path databaseFile, Machine machine, Instant now) {
        KeycardConfig config = EngineConfiguration.from(settings);
        Path folder = settings.get(Settings.DATA).toAbsolutePath().normalize();
        SchemaState schema = new Migrations(databaseFile).state();
        Optional<Installation.Contents> contents = schema.isCurrent()
                ? Optional.of(read(databaseFile, config, inHeap(settings, config.password(), machine), now))
                : Optional.empty();
        return new Installation(settings, config, machine, folder, databaseFile, schema, contents, now);
    }

    private static Installation.Contents read(
            Path databaseFile, KeycardConfig config, PasswordConfig password, Instant now) {
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(databaseFile))) {
            return new Installation.Contents(
                    database.report(
                            new HashQuestions(
                                    hashBegins(config.password().argon2()),
                                    hash -> password.refusal(hash).isPresent()),
                            now,
                            now.minus(IDLE)),
                    database.signingKeys().all(),
                    database.stores().gauge().measure());
        }
    }

    /** With the limits that follow from the heap; where nothing fits, as it is configured. */
    private static PasswordConfig inHeap(Configuration settings, PasswordConfig password, Machine machine) {
        try {
            return MemoryBudget.fit(MemoryDemand.of(settings, password), machine.heap())
                    .applyTo(password);
        } catch (ConfigurationException doesNotFit) {
            return password;
        }
    }

    /** What a hash of that cost begins with, in the PHC string format. */
    private static String hashBegins(Argon2Cost cost) {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$";
    }
}
