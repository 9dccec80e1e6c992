package dev.keycard.server.doctor;

import dev.keycard.node.ConfiguredDatabase;
import dev.keycard.node.DataSettings;
import dev.keycard.node.doctor.Checkup;
import dev.keycard.node.doctor.Installation;
import dev.keycard.node.doctor.Machine;
import dev.keycard.password.PasswordConfig;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.Database;
import dev.keycard.sql.DatabaseSettings;
import dev.keycard.sql.Migrations;
import dev.keycard.sql.SchemaState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All checks of a server and its node. Creates and changes nothing, and works while the server runs. */
public final class ServerCheckup {

    private ServerCheckup() {}

    /**
     * Runs them. The messages of failures are sentences for the operator, as those of a start are.
     */
    public static List<Checkup.Result> of(Configuration settings, Machine machine, Instant now) {
        ServerConfiguration configuration = ServerConfiguration.of(settings);
        return checks(configuration).of(installation(configuration, machine, now));
    }

    /** The checks, in the order in which they are shown. */
    static Checkup checks(ServerConfiguration configuration) {
        return new Checkup(NetworkChecks.all())
                .and(MemoryChecks.all(configuration))
                .and(OperationChecks.all(configuration))
                .and(ConfigurationChecks.all())
                .and(Checkup.ofNode().checks());
    }

    private static Installation installation(ServerConfiguration configuration, Machine machine, Instant now) {
        Configuration settings = configuration.settings();
        Path folder = settings.get(DataSettings.FOLDER).toAbsolutePath().normalize();
        DatabaseSettings database = ConfiguredDatabase.of(settings);
        SchemaState schema = database.migrating(Migrations::state);
        Optional<Installation.Contents> contents =
                schema.isCurrent() ? Optional.of(read(configuration, machine, now)) : Optional.empty();
        return new Installation(configuration.node(), machine, folder, database, schema, contents, now);
    }

    private static Installation.Contents read(ServerConfiguration configuration, Machine machine, Instant now) {
        Configuration settings = configuration.settings();
        try (Database database = ConfiguredDatabase.of(settings).open()) {
            return Installation.Contents.of(database, settings, inHeap(configuration, machine), now);
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
}
