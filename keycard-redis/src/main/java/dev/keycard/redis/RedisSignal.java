package dev.keycard.redis;

import dev.keycard.change.ChangeSignal;
import dev.keycard.crypto.Entropy;
import dev.keycard.store.Subscription;
import io.lettuce.core.RedisFuture;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The signal after changes, on a channel of Redis. A message holds the random id of the node that sent it, which that node
 * ignores. Anything that others publish there only makes the nodes read the log, 100 times a second at most. Thread-safe.
 */
final class RedisSignal implements ChangeSignal, RedisWatch.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSignal.class);
    private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(3);
    private static final Duration BETWEEN_CALLS = Duration.ofMillis(10);
    private static final int ID_BYTES = 8;

    private final RedisWatch watch;
    private final Duration deadline;
    private final String node;
    private final Map<Object, Runnable> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean unsent = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "keycard-redis-signal");
        made.setDaemon(true);
        return made;
    });
    private final Spaced sending = new Spaced(this::publish, BETWEEN_MESSAGES, thread);
    private final Spaced receiving = new Spaced(this::callListeners, BETWEEN_CALLS, thread);

    RedisSignal(RedisWatch watch, Duration deadline, Entropy entropy) {
        this.watch = watch;
        this.deadline = deadline;
        this.node = HexFormat.of().formatHex(entropy.bytes(ID_BYTES));
    }

    @Override
    public void send() {
        unsent.set(true);
        sending.ask();
    }

    @Override
    public Subscription onSignal(Runnable listener) {
        Object own = new Object();
        listeners.put(own, listener);
        return () -> listeners.remove(own);
    }

    @Override
    public void received(String message) {
        if (!message.equals(node)) {
            receiving.ask();
        }
    }

    @Override
    public void reconnected() {
        receiving.ask();
    }

    private void publish() {
        var unused = published();
    }

    /** Sends what is due; null if nothing is, or it cannot be sent. */
    private @Nullable RedisFuture<Long> published() {
        Link link = watch.link();
        if (!unsent.getAndSet(false) || link == null) {
            return null;
        }
        try {
            return link.commands().publish(watch.channelName(), node);
        } catch (RuntimeException notSent) {
            watch.failed(link, new NoAnswerException(String.valueOf(notSent.getMessage()), notSent));
            return null;
        }
    }

    private void callListeners() {
        for (Runnable listener : listeners.values()) {
            try {
                listener.run();
            } catch (RuntimeException fault) {
                LOG.error("a listener for changes failed", fault);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
            RedisFuture<Long> last = published();
            if (last != null) {
                Answers.await(last, deadline);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (NoAnswerException lost) {
            LOG.debug("the last signal was not sent; other nodes learn of the change when they poll", lost);
        }
    }
}
