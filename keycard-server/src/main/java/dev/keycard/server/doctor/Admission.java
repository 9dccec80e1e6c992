package dev.keycard.server.doctor;

import dev.keycard.KeycardConfig;
import dev.keycard.password.Argon2Cost;
import dev.keycard.server.config.Configuration;
import dev.keycard.server.config.EngineConfiguration;
import dev.keycard.server.config.Settings;
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
    public static Patient admit(Configuration settings, Path databaseFile, Machine machine, Instant now) {
        KeycardConfig config = EngineConfiguration.from(settings);
        Path folder = settings.get(Settings.DATA).toAbsolutePath().normalize();
        SchemaState schema = new Migrations(databaseFile).state();
        Optional<Patient.Contents> contents =
                schema.isCurrent() ? Optional.of(read(databaseFile, config, now)) : Optional.empty();
        return new Patient(settings, config, machine, folder, databaseFile, schema, contents, now);
    }

    private static Patient.Contents read(Path databaseFile, KeycardConfig config, Instant now) {
        try (SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(databaseFile))) {
            return new Patient.Contents(
                    database.posture(hashBegins(config.password().argon2()), now, now.minus(IDLE)),
                    database.signingKeys().all());
        }
    }

    /** What a hash of that cost begins with, in the PHC string format. */
    private static String hashBegins(Argon2Cost cost) {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$";
    }
}
