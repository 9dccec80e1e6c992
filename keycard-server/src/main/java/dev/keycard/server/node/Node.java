package dev.keycard.server.node;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.delivery.QueuedOutbox;
import dev.keycard.key.SealingKey;
import dev.keycard.metrics.Metrics;
import dev.keycard.server.config.DataSettings;
import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.data.ConfiguredDatabase;
import dev.keycard.server.data.DataFolder;
import dev.keycard.server.data.SealingKeys;
import dev.keycard.settings.ChangePush;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.Database;
import dev.keycard.sql.SchemaState;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The engine over the configured database, for the server and for commands. Thread-safe. */
public final class Node implements AutoCloseable {

    private final Database database;
    private final @Nullable QueuedOutbox outbox;
    private final Keycard engine;
    private final KeycardApi api;
    private final Metrics metrics;

    private Node(Database database, @Nullable QueuedOutbox outbox, Keycard engine, KeycardApi api, Metrics metrics) {
        this.database = database;
        this.outbox = outbox;
        this.engine = engine;
        this.api = api;
        this.metrics = metrics;
    }

    /**
     * Opens the database, after making or migrating it where needed, and the engine over it. Throws exceptions whose message is
     * one sentence for the operator: {@link ConfigurationException}, {@link dev.keycard.server.data.DataException}, {@link
     * dev.keycard.sql.DatabaseOpenException}.
     *
     * @param environment called after the database is open, so that it can load meanwhile
     */
    public static Node open(ServerConfiguration configuration, Supplier<Environment> environment) {
        Configuration settings = configuration.settings();
        DataFolder folder = DataFolder.open(settings.get(DataSettings.FOLDER));
        Database database = ConfiguredDatabase.of(settings)
                .withPolicy(configuration.stores())
                .open();
        try {
            Environment world = clustered(environment.get(), database, settings);
            database.watch(world.metrics());
            QueuedOutbox outbox = Outboxes.open(settings, folder, world).orElse(null);
            Keycard engine = engine(configuration, folder, database, world, outbox);
            return new Node(database, outbox, engine, api(engine, configuration.web()), world.metrics());
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private static Environment clustered(Environment environment, Database database, Configuration settings) {
        return settings.get(ChangeSettings.PUSH) == ChangePush.OFF
                ? environment
                : environment.withCluster(environment.cluster().withSignal(database.signal()));
    }

    private static Keycard engine(
            ServerConfiguration configuration,
            DataFolder folder,
            Database database,
            Environment environment,
            @Nullable QueuedOutbox outbox) {
        SealingKey sealingKey = SealingKeys.find(
                configuration.settings().get(DataSettings.SEALING_KEY),
                folder,
                database.stores().keys(),
                environment.entropy());
        return ConfigurationException.orRefusal(() -> Keycard.builder(database.stores())
                .config(configuration.engine())
                .sealingKey(sealingKey)
                .environment(environment)
                .outbox(outbox)
                .open());
    }

    private static KeycardApi api(Keycard engine, WebConfig config) {
        try {
            return ConfigurationException.orRefusal(() -> KeycardApi.over(engine, config));
        } catch (ConfigurationException refused) {
            engine.close();
            throw refused;
        }
    }

    public Keycard engine() {
        return engine;
    }

    /** Answers requests over the engine. */
    public KeycardApi api() {
        return api;
    }

    /** The schema version of the database. */
    public SchemaState schema() {
        return database.schema();
    }

    /** The metrics of this node. */
    public Metrics metrics() {
        return metrics;
    }

    @Override
    public void close() {
        engine.close();
        if (outbox != null) {
            outbox.close();
        }
        database.close();
    }
}
