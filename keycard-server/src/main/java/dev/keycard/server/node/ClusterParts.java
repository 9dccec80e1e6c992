package dev.keycard.server.node;

import dev.keycard.Cluster;
import dev.keycard.Environment;
import dev.keycard.key.SealingKey;
import dev.keycard.redis.KeycardRedis;
import dev.keycard.redis.RedisContext;
import dev.keycard.server.config.RedisConfiguration;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

/** What this node shares with others beside the database. Closed after the engine. Thread-safe. */
final class ClusterParts implements AutoCloseable {

    private final @Nullable KeycardRedis redis;

    private ClusterParts(@Nullable KeycardRedis redis) {
        this.redis = redis;
    }

    /**
     * Opens the connections to Redis, if the settings name one. Does not fail without it.
     *
     * @param sealingKey that of all nodes
     * @param signals whether signals after changes go over Redis
     * @throws ConfigurationException if a setting is out of range or contradicts another
     */
    static ClusterParts open(Configuration settings, SealingKey sealingKey, Environment environment, boolean signals) {
        return RedisConfiguration.of(settings, signals)
                .map(config -> new ClusterParts(KeycardRedis.open(
                        config, new RedisContext(sealingKey, environment.entropy(), environment.metrics()))))
                .orElseGet(() -> new ClusterParts(null));
    }

    /** The parts for the engine; nothing but the database if there is no Redis. */
    Cluster cluster() {
        return redis == null ? Cluster.DATABASE_ONLY : redis.cluster();
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
