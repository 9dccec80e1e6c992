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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this node shares with others beside the database. Closed after the engine. Thread-safe. */
final class ClusterParts implements AutoCloseable {

    private final Cluster cluster;
    private final @Nullable KeycardRedis redis;

    private ClusterParts(Cluster cluster, @Nullable KeycardRedis redis) {
        this.cluster = cluster;
        this.redis = redis;
    }

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
        Optional<RedisConfig> config = RedisConfiguration.of(settings, push == ChangePush.REDIS);
        if (push == ChangePush.REDIS && config.isEmpty()) {
            throw new ConfigurationException("change.push is redis, so redis.url must be set.");
        }
        Cluster base =
                push == ChangePush.DATABASE ? environment.cluster().withSignal(ofDatabase) : environment.cluster();
        return config.map(it -> KeycardRedis.open(
                        it, new RedisContext(sealingKey, environment.entropy(), environment.metrics())))
                .map(redis -> new ClusterParts(with(base, redis, push), redis))
                .orElseGet(() -> new ClusterParts(base, null));
    }

    private static Cluster with(Cluster base, KeycardRedis redis, ChangePush push) {
        Cluster counting = base.withCounters(redis.counters());
        return push == ChangePush.REDIS ? counting.withSignal(redis.signal()) : counting;
    }

    /** The parts for the engine. */
    Cluster cluster() {
        return cluster;
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
