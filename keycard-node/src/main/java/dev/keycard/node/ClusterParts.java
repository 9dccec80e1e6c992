package dev.keycard.node;

import dev.keycard.Cluster;
import dev.keycard.Environment;
import dev.keycard.change.ChangeSignal;
import dev.keycard.key.SealingKey;
import dev.keycard.redis.KeycardRedis;
import dev.keycard.redis.RedisConfig;
import dev.keycard.redis.RedisContext;
import dev.keycard.settings.ChangePush;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.RedisSettings;

/**
 * What this node shares with others beside the database. Closed after the engine. Without {@code redis.url} no class of the Redis
 * client is needed. Thread-safe.
 *
 * @param cluster the parts for the engine
 * @param closing closes the connections
 */
record ClusterParts(Cluster cluster, Runnable closing) implements AutoCloseable {

    /**
     * Opens the connections to Redis, if the settings name one. Does not fail without it.
     *
     * @param sealingKey that of all nodes
     * @param ofDatabase the signal after changes that the database has
     * @throws ConfigurationException if a setting is out of range or contradicts another
     */
    static ClusterParts open(
            Configuration settings, SealingKey sealingKey, Environment environment, ChangeSignal ofDatabase) {
        ChangePush push = settings.get(ChangeSettings.PUSH);
        boolean redis = settings.get(RedisSettings.URL).isPresent();
        if (push == ChangePush.REDIS && !redis) {
            throw new ConfigurationException("change.push is redis, so redis.url must be set.");
        }
        Cluster base =
                push == ChangePush.DATABASE ? environment.cluster().withSignal(ofDatabase) : environment.cluster();
        if (!redis) {
            return new ClusterParts(base, () -> {});
        }
        try {
            return Shared.open(settings, sealingKey, environment, base, push);
        } catch (NoClassDefFoundError missing) {
            throw new ConfigurationException("redis.url needs keycard-redis on the class path.");
        }
    }

    @Override
    public void close() {
        closing.run();
    }

    /** What needs the Redis client. */
    private static final class Shared {

        static ClusterParts open(
                Configuration settings, SealingKey sealingKey, Environment environment, Cluster base, ChangePush push) {
            RedisConfig config = RedisConfiguration.of(settings, push == ChangePush.REDIS)
                    .orElseThrow(() -> new IllegalStateException("redis.url is set"));
            KeycardRedis redis = KeycardRedis.open(
                    config, new RedisContext(sealingKey, environment.entropy(), environment.metrics()));
            Cluster counting = base.withCounters(redis.counters());
            return new ClusterParts(
                    push == ChangePush.REDIS ? counting.withSignal(redis.signal()) : counting, redis::close);
        }
    }
}
