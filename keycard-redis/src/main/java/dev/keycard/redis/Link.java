package dev.keycard.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that work or are replaced by others: one for commands and, if the node receives signals, one for them. It never
 * connects again by itself. Thread-safe.
 */
final class Link {

    private final StatefulConnection<String, String> connection;
    private final RedisClusterAsyncCommands<String, String> commands;
    private final @Nullable StatefulRedisPubSubConnection<String, String> subscriber;
    private final Supplier<List<? extends Future<String>>> pings;

    /**
     * @param commands those of the connection
     * @param pings asks each server that keys are on
     */
    private Link(
            StatefulConnection<String, String> connection,
            RedisClusterAsyncCommands<String, String> commands,
            @Nullable StatefulRedisPubSubConnection<String, String> subscriber,
            Supplier<List<? extends Future<String>>> pings) {
        this.connection = connection;
        this.commands = commands;
        this.subscriber = subscriber;
        this.pings = pings;
    }

    /** Subscribes a further connection; null if none is wanted. */
    interface Subscribing {
        @Nullable StatefulRedisPubSubConnection<String, String> run() throws InterruptedException;
    }

    /** The link over a connection, which is closed again if subscribing fails. */
    static Link open(
            StatefulConnection<String, String> connection,
            RedisClusterAsyncCommands<String, String> commands,
            Subscribing subscribing,
            Supplier<List<? extends Future<String>>> pings)
            throws InterruptedException {
        try {
            return new Link(connection, commands, subscribing.run(), pings);
        } catch (RuntimeException | InterruptedException failed) {
            Answers.close(connection);
            throw failed;
        }
    }

    /** A connection that is subscribed to the channel; it is closed again if that fails. */
    static StatefulRedisPubSubConnection<String, String> subscribed(
            CompletionStage<? extends StatefulRedisPubSubConnection<String, String>> connecting,
            Topology.Channel channel,
            Duration timeout)
            throws InterruptedException {
        StatefulRedisPubSubConnection<String, String> subscriber = Answers.connected(connecting, Clients.CONNECT);
        try {
            subscribe(subscriber, channel, timeout);
            return subscriber;
        } catch (RuntimeException | InterruptedException failed) {
            Answers.close(subscriber);
            throw failed;
        }
    }

    /** Subscribes a new connection. */
    private static void subscribe(
            StatefulRedisPubSubConnection<String, String> subscriber, Topology.Channel channel, Duration deadline)
            throws InterruptedException {
        subscriber.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String name, String message) {
                channel.onMessage().accept(message);
            }
        });
        Answers.await(subscriber.async().subscribe(channel.name()), deadline);
    }

    RedisClusterAsyncCommands<String, String> commands() {
        return commands;
    }

    /**
     * Asks all servers whether they answer.
     *
     * @throws NoAnswerException if one does not
     */
    void ping(Duration deadline) throws InterruptedException {
        List<? extends Future<String>> answers = pings.get();
        for (Future<String> answer : answers) {
            Answers.await(answer, deadline);
        }
        if (subscriber != null) {
            Answers.await(subscriber.async().ping(), deadline);
        }
    }

    /** Closes the connections without waiting. Commands that wait for an answer fail at once. */
    void close() {
        Answers.close(connection);
        if (subscriber != null) {
            Answers.close(subscriber);
        }
    }
}
