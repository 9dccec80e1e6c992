package dev.keycard.redis;

import dev.keycard.Cluster;
import dev.keycard.change.ChangeSignal;
import dev.keycard.metrics.Counter;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SharedCounters;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this node to Redis, and what is shared over them. Redis is never needed: while it does not answer, the
 * node counts alone, and learns of changes when it polls the database. Thread-safe.
 */
public final class KeycardRedis implements AutoCloseable {

    /** So high that the trial always writes: a Redis that cannot write is of no use. */
    static final Rate TRIAL = new Rate(999_999_999, Duration.ofSeconds(1));

    private static final int TRIALS = 16;

    private final RedisWatch watch;
    private final CountScripts scripts;
    private final KeyNames names;
    private final Counter fallbacks;
    private final @Nullable RedisSignal signal;
    private final AtomicBoolean closed = new AtomicBoolean();

    private KeycardRedis(RedisConfig config, RedisContext context) {
        scripts = new CountScripts(config.timeout());
        names = new KeyNames(context.sealingKey().derive("redis-counters"), config.prefix());
        fallbacks = context.metrics()
                .counter(
                        "keycard_redis_fallbacks",
                        "Counts that were made by this node alone, because Redis did not answer.");
        watch = new RedisWatch(config, this::tryOut, context.metrics());
        if (config.signals()) {
            signal = new RedisSignal(watch, config.timeout(), context.entropy());
            watch.listen(signal);
        } else {
            signal = null;
        }
    }

    /** Opens the connections. Waits a short time for Redis and does not fail without it. */
    public static KeycardRedis open(RedisConfig config, RedisContext context) {
        KeycardRedis opened = new KeycardRedis(config, context);
        opened.watch.start();
        return opened;
    }

    /** Counters of all nodes. */
    public SharedCounters counters() {
        return alone -> new RedisCounters(watch, scripts, names, alone, fallbacks);
    }

    /** The signal after changes; {@link ChangeSignal#NONE} if signals are off. Closing this object closes it. */
    public ChangeSignal signal() {
        return signal == null ? ChangeSignal.NONE : signal;
    }

    /** What an engine gets: the counters, and the signal if signals are on. */
    public Cluster cluster() {
        return new Cluster(counters(), signal());
    }

    /** Whether Redis answers now. */
    public boolean isAvailable() {
        return watch.link() != null;
    }

    /** Counts several keys: in a cluster they are on different servers, to which the connections are then made. */
    private void tryOut(Link link) throws InterruptedException {
        CountScripts patient = new CountScripts(Clients.CONNECT);
        for (int key = 0; key < TRIALS; key++) {
            patient.tryOut(link, names.of("trial/" + key, TRIAL), TRIAL);
        }
    }

    /** Sends the last signal and closes the connections. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (signal != null) {
            signal.close();
        }
        watch.close();
    }
}
