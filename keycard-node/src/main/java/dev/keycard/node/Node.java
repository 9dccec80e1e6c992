package dev.keycard.node;

import dev.keycard.Environment;
import dev.keycard.Keycard;
import dev.keycard.KeycardBuilder;
import dev.keycard.api.Internal;
import dev.keycard.delivery.QueuedOutbox;
import dev.keycard.key.SealingKey;
import dev.keycard.mail.Outbox;
import dev.keycard.metrics.Metrics;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.sql.Database;
import dev.keycard.sql.SchemaState;
import dev.keycard.web.KeycardApi;
import org.jspecify.annotations.Nullable;

/** The engine over the configured database, and the API over the engine. Thread-safe. */
@Internal
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

    /** A node with that configuration, in the usual environment. */
    public static Node open(NodeConfiguration configuration) {
        return open(configuration, NodeParts.usual());
    }

    /**
     * Opens the database, after making or migrating it where needed, and the engine over it. Throws exceptions whose message is
     * one sentence for the operator: {@link ConfigurationException}, {@link DataException}, {@link
     * dev.keycard.sql.DatabaseOpenException}.
     */
    public static Node open(NodeConfiguration configuration, NodeParts parts) {
        Configuration settings = configuration.settings();
        DataFolder folder = DataFolder.open(settings.get(DataSettings.FOLDER));
        Database database =
                parts.database(settings).withPolicy(configuration.stores()).open();
        try {
            Environment world = timed(parts.environment().get(), database);
            database.watch(world.metrics());
            SealingKey sealingKey = SealingKeys.find(
                    settings.get(DataSettings.SEALING_KEY),
                    folder,
                    database.stores().keys(),
                    world.entropy());
            ClusterParts cluster = ClusterParts.open(settings, sealingKey, world, database.signal());
            return new Opening(configuration, parts, folder, database, cluster)
                    .node(sealingKey, world.withCluster(cluster.cluster()));
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /** With the time that all nodes of the database share. */
    private static Environment timed(Environment alone, Database database) {
        return alone.withClock(database.clock(alone.clock(), alone.nanoClock()), alone.nanoClock());
    }

    /** A node whose database is open, and which is closed again if the rest fails. */
    private record Opening(
            NodeConfiguration configuration,
            NodeParts parts,
            DataFolder folder,
            Database database,
            ClusterParts cluster) {

        Node node(SealingKey sealingKey, Environment environment) {
            NodeOutbox outbox = null;
            try {
                outbox = parts.outbox(configuration.settings(), folder, environment);
                Keycard engine = engine(sealingKey, environment, outbox.outbox());
                return new Node(database, cluster, outbox.closed(), engine, api(engine));
            } catch (RuntimeException failed) {
                if (outbox != null && outbox.closed() != null) {
                    outbox.closed().close();
                }
                cluster.close();
                throw failed;
            }
        }

        private Keycard engine(SealingKey sealingKey, Environment environment, @Nullable Outbox outbox) {
            KeycardBuilder builder = Keycard.builder(database.stores())
                    .config(configuration.engine())
                    .sealingKey(sealingKey)
                    .environment(environment)
                    .outbox(outbox);
            return ConfigurationException.orRefusal(
                    () -> parts.extension().apply(builder).open());
        }

        private KeycardApi api(Keycard engine) {
            try {
                return ConfigurationException.orRefusal(() -> KeycardApi.over(engine, configuration.web()));
            } catch (RuntimeException failed) {
                engine.close();
                throw failed;
            }
        }
    }

    /** The engine. {@link Keycard#start} starts its work in the background. */
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

    /** The open database. */
    public Database database() {
        return database;
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
