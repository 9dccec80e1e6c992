package dev.keycard.redis;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes connections to one kind of set-up of Redis. One thread at a time. */
interface Topology extends AutoCloseable {

    /**
     * A channel to subscribe to.
     *
     * @param onMessage called on a thread of the connection, which it must not block
     */
    record Channel(String name, Consumer<String> onMessage) {}

    /** The topology of a configuration. Opens no connection. */
    static Topology of(RedisConfig config) {
        return config.access().isCluster() ? new ClusterTopology(config) : new SingleTopology(config);
    }

    /**
     * Connects to the server, or to the one that is the master now.
     *
     * @param channel null to subscribe to none
     * @throws NoAnswerException if that does not succeed in time
     */
    Link connect(@Nullable Channel channel) throws InterruptedException;

    /** Closes what belongs to no connection: threads and sockets. */
    @Override
    void close();
}
