package dev.keycard.server.doctor;

import dev.keycard.node.ConfiguredDatabase;
import dev.keycard.node.DataSettings;
import dev.keycard.node.SealingKeys;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.Database;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.HashQuestions;
import dev.keycard.sql.Migrations;
import dev.keycard.sql.SchemaState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Collects what the checks read. Creates and changes nothing, and works while a server runs. */
public final class Admission {

    private static final Duration IDLE = Duration.ofDays(90);

    private Admission() {}

    /**
     * Collects it. The messages of failures are sentences for the operator, as those of a start are.
     */
    public static Installation admit(Configuration settings, Machine machine, Instant now) {
        ServerConfiguration configuration = ServerConfiguration.of(settings);
        Path folder = settings.get(DataSettings.FOLDER).toAbsolutePath().normalize();
        DatabaseSettings database = ConfiguredDatabase.of(settings);
        SchemaState schema = database.migrating(Migrations::state);
        Optional<Installation.Contents> contents = schema.isCurrent()
                ? Optional.of(read(configuration, inHeap(configuration, machine), now))
                : Optional.empty();
        return new Installation(configuration, machine, folder, database, schema, contents, now);
    }

    private static Installation.Contents read(ServerConfiguration configuration, PasswordConfig password, Instant now) {
        Configuration settings = configuration.settings();
        try (Database database = ConfiguredDatabase.of(settings).open()) {
            return new Installation.Contents(
                    database.report(
                            new HashQuestions(
                                    hashBegins(password.argon2()),
                                    hash -> password.refusal(hash).isPresent()),
                            now,
                            now.minus(IDLE)),
                    database.stores().keys().all(),
                    database.stores().gauge().measure(),
                    SealingKeys.isOther(settings, database.stores().keys()));
        }
    }

    /** With the limits that follow from the heap; as configured if the configuration does not fit into the heap. */
    private static PasswordConfig inHeap(ServerConfiguration configuration, Machine machine) {
        PasswordConfig password = configuration.engine().password();
        try {
            return MemoryBudget.fit(MemoryDemand.of(configuration), machine.heap())
                    .applyTo(password);
        } catch (ConfigurationException doesNotFit) {
            return password;
        }
    }

    /** The beginning of a hash of that cost, in the PHC string format. */
    private static String hashBegins(Argon2Cost cost) {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.iterations() + ",p=" + cost.parallelism() + "$";
    }
}
