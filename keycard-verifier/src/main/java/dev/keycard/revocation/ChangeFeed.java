package dev.keycard.revocation;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the changes of other nodes: continues from the position of its last reading. Changes that this process commits are
 * learnt at once through {@link #publish}, without waiting for the next reading; they are read again later, which does no harm.
 * Only reading moves the position, so nothing that another process wrote in between is skipped.
 *
 * <p>The feed measures the age of its view. When it is older than {@link ChangeConfig#maxStaleness()}, nothing may be decided
 * from memory. The age is measured on a monotonic clock, so that setting the wall clock back does not change it. Thread-safe.
 */
@Internal
public final class ChangeFeed {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int BATCH = 1_000;

    /** Receives what is read from the source, with its numbers, on the thread that reads. */
    @FunctionalInterface
    public interface ReadingListener {

        /** Receives the changes of one reading, which may be none, and up to where the reader has come. */
        void read(List<RecordedChange> changes, ReadPosition position);
    }

    private final ChangeSource source;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final long maxStalenessNanos;
    private final Duration lookBack;
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final List<ReadingListener> readingListeners = new CopyOnWriteArrayList<>();
    private final List<FeedListener> watchers = new CopyOnWriteArrayList<>();
    private final LongAdder restarts = new LongAdder();

    private @Nullable ChangeReader reader;
    private volatile long caughtUpAt;
    private volatile boolean started;

    /** Follows the source; changes older than {@code lookBack} at the start are of no interest. */
    public ChangeFeed(
            ChangeSource source, InstantSource clock, LongSupplier nanoClock, ChangeConfig config, Duration lookBack) {
        this.source = source;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.maxStalenessNanos = config.maxStaleness().toNanos();
        this.lookBack = lookBack;
    }

    /** Adds a listener. To be called before {@link #start()}; listeners must be quick and must not throw. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /** Adds a listener to readings, under the same conditions. Sources whose changes have no numbers give it nothing. */
    public void listenToReadings(ReadingListener listener) {
        readingListeners.add(listener);
    }

    /** Adds a listener for what the feed learns besides changes. To be called before {@link #start()}. */
    public void watch(FeedListener watcher) {
        watchers.add(watcher);
    }

    /** Passes on changes that did not come by reading: those that this process committed itself. Quick; waits for no reading. */
    public void publish(List<Change> changes) {
        changes.forEach(this::deliver);
    }

    /** Reads the changes that are still needed. */
    public synchronized void start() {
        reader = source.readerSince(clock.instant().minus(lookBack));
        catchUp();
        started = true;
    }

    /**
     * Reads the changes since the last reading. Called on a schedule; after a failure the view becomes older. If changes may have
     * been missed, it begins again as at the start.
     */
    public synchronized void catchUp() {
        long asked = nanoClock.getAsLong();
        ChangeReader from = Objects.requireNonNull(reader, "start() comes first");
        try {
            readToTheEnd(from);
        } catch (ChangesMissedException missed) {
            LOG.warn("the feed of changes begins again: {}", missed.getMessage());
            restarts.increment();
            watchers.forEach(FeedListener::restarted);
            from = source.readerSince(clock.instant().minus(lookBack));
            readToTheEnd(from);
            reader = from;
        }
        caughtUpAt = asked - from.age().toNanos();
    }

    private void readToTheEnd(ChangeReader from) {
        List<RecordedChange> news;
        do {
            news = from.next(BATCH);
            news.forEach(this::deliver);
            pass(news, from.position());
        } while (news.size() >= BATCH);
    }

    private void pass(List<RecordedChange> news, @Nullable ReadPosition position) {
        if (position != null) {
            readingListeners.forEach(listener -> listener.read(news, position));
        }
    }

    private void deliver(RecordedChange recorded) {
        watchers.forEach(watcher -> watcher.timeSeen(recorded.at()));
        deliver(recorded.change());
    }

    /** How often the feed began again because changes may have been missed. */
    public long restarts() {
        return restarts.sum();
    }

    /** The age of the view: all changes that were committed before have been read. */
    public Duration age() {
        return Duration.ofNanos(nanoClock.getAsLong() - caughtUpAt);
    }

    /** Whether the view is recent enough to decide from memory. */
    public boolean isFresh() {
        return started && nanoClock.getAsLong() - caughtUpAt <= maxStalenessNanos;
    }

    private void deliver(Change change) {
        for (Consumer<Change> listener : listeners) {
            listener.accept(change);
        }
    }
}
