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
    private final ClusterParts cluster;
    private final @Nullable QueuedOutbox outbox;
    private final Keycard engine;
    private final KeycardApi api;

    private Node(
            Database database, ClusterParts cluster, @Nullable QueuedOutbox outbox, Keycard engine, KeycardApi api) {
        this.database = database;
        this.cluster = cluster;
        this.outbox = outbox;
        this.engine = engine;
        this.api = api;
    }

    /**
     * Opens the database, and the engine over it. An empty database gets its tables. Older tables are migrated in SQLite, and
     * refused in PostgreSQL, where other nodes may use them. Throws exceptions whose message is one sentence for the operator:
     * {@link ConfigurationException}, {@link dev.keycard.server.data.DataException}, {@link
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
            Environment world = timed(environment.get(), database);
            database.watch(world.metrics());
            SealingKey sealingKey = SealingKeys.find(
                    settings.get(DataSettings.SEALING_KEY),
                    folder,
                    database.stores().keys(),
                    world.entropy());
            ClusterParts cluster = ClusterParts.open(settings, sealingKey, world, database.signal());
            return open(configuration, database, sealingKey, world, cluster);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /** With the time that all nodes of the database share. */
    private static Environment timed(Environment alone, Database database) {
        return alone.withClock(database.clock(alone.clock(), alone.nanoClock()), alone.nanoClock());
    }

    private static Node open(
            ServerConfiguration configuration,
            Database database,
            SealingKey sealingKey,
            Environment environment,
            ClusterParts cluster) {
        try {
            Environment clustered = environment.withCluster(cluster.cluster());
            DataFolder folder = DataFolder.open(configuration.settings().get(DataSettings.FOLDER));
            QueuedOutbox outbox =
                    Outboxes.open(configuration.settings(), folder, clustered).orElse(null);
            Keycard engine = ConfigurationException.orRefusal(() -> Keycard.builder(database.stores())
                    .config(configuration.engine())
                    .sealingKey(sealingKey)
                    .environment(clustered)
                    .outbox(outbox)
                    .open());
            return new Node(database, cluster, outbox, engine, api(engine, configuration.web()));
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
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
        return engine.parts().environment().metrics();
    }

    @Override
    public void close() {
        engine.close();
        if (outbox != null) {
            outbox.close();
        }
        cluster.close();
        database.close();
    }
}
