package dev.keycard.redis;

import dev.keycard.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the connections, on a thread of its own. It asks Redis every second whether it answers. The first failure, of this
 * question or of any command, drops the connections: then {@link #link} gives none, so no further request waits. This thread
 * connects again, every second, and tries out a count before it offers the new connections. Thread-safe.
 */
final class RedisWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /** How long a start waits for Redis, so that the first requests are counted by all nodes together. */
    private static final Duration AT_START = Duration.ofMillis(1500);

    /** Called on the thread of the watch, or of a connection: must return at once. */
    interface Listener {

        /** A message came on the channel. */
        void received(String message);

        /** Redis answers again; messages were lost meanwhile. */
        void reconnected();
    }

    /** Tries out whether a link can do its work; throws {@link NoAnswerException} if it cannot. */
    @FunctionalInterface
    interface Trial {
        void of(Link link) throws InterruptedException;
    }

    private final Topology topology;
    private final RedisConfig config;
    private final Trial trial;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Link> link = new AtomicReference<>();
    private final CompletableFuture<Boolean> firstAttempt = new CompletableFuture<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "keycard-redis");
        made.setDaemon(true);
        return made;
    });
    private boolean logged;

    RedisWatch(RedisConfig config, Trial trial, Metrics metrics) {
        this.config = config;
        this.trial = trial;
        this.topology = Topology.of(config);
        metrics.gauge(
                "keycard_redis_available",
                "Whether Redis answers: 1, or 0 while each node counts alone.",
                () -> link.get() == null ? 0 : 1);
    }

    /** Adds a listener, before the start. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    /** Starts to connect, and waits a short time for the first connection. */
    void start() {
        var unused = thread.scheduleWithFixedDelay(this::check, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        try {
            firstAttempt.get(AT_START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException later) {
            LOG.debug("the first connection to Redis is still being made", later);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The connections; null while Redis does not answer. */
    @Nullable Link link() {
        return link.get();
    }

    /** A command of the link failed: it is dropped, and no other thread waits for it any more. */
    void failed(Link broken, NoAnswerException reason) {
        if (link.compareAndSet(broken, null)) {
            broken.close();
            LOG.atWarn()
                    .addKeyValue("redis", config.access().address())
                    .addKeyValue("reason", reason.getMessage())
                    .log("Redis does not answer: each node counts requests and sign-ins alone until it does");
        }
    }

    private void check() {
        try {
            Link current = link.get();
            if (current == null) {
                connect();
            } else {
                ping(current);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.error("the check of Redis failed", fault);
        } finally {
            firstAttempt.complete(true);
        }
    }

    private void ping(Link current) throws InterruptedException {
        try {
            current.ping(config.timeout());
        } catch (RuntimeException noAnswer) {
            failed(current, reason(noAnswer));
        }
    }

    private void connect() throws InterruptedException {
        Link made;
        try {
            made = tried(topology.connect(channel()));
        } catch (RuntimeException noAnswer) {
            reportStart(reason(noAnswer));
            return;
        }
        link.set(made);
        logged = true;
        LOG.atInfo().addKeyValue("redis", config.access().address()).log("Redis answers: all nodes count together");
        listeners.forEach(Listener::reconnected);
    }

    private Link tried(Link made) throws InterruptedException {
        try {
            trial.of(made);
            made.ping(Clients.CONNECT);
            made.ping(config.timeout());
            return made;
        } catch (RuntimeException | InterruptedException failed) {
            made.close();
            throw failed;
        }
    }

    /** If Redis is away at the start, nothing else says so. */
    private void reportStart(NoAnswerException reason) {
        if (!logged) {
            logged = true;
            LOG.atWarn()
                    .addKeyValue("redis", config.access().address())
                    .addKeyValue("reason", reason.getMessage())
                    .log("Redis does not answer: each node counts requests and sign-ins alone until it does");
        }
    }

    private Topology.@Nullable Channel channel() {
        return config.signals()
                ? new Topology.Channel(
                        channelName(), message -> listeners.forEach(listener -> listener.received(message)))
                : null;
    }

    /** The channel of the signals. */
    String channelName() {
        return config.prefix() + "changes";
    }

    private static NoAnswerException reason(RuntimeException failure) {
        return failure instanceof NoAnswerException known
                ? known
                : new NoAnswerException(String.valueOf(failure.getMessage()), failure);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(Clients.CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Link last = link.getAndSet(null);
        if (last != null) {
            last.close();
        }
        topology.close();
    }
}
