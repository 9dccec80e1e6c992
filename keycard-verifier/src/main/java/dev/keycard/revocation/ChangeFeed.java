package dev.keycard.revocation;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

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

    /**
     * Passes on changes that did not come by reading: those that this process committed itself. Quick; waits for no reading.
     */
    public void publish(List<Change> changes) {
        changes.forEach(this::deliver);
    }

    /** Reads the changes that are still needed. */
    public synchronized void start() {
        reader = source.readerSince(clock.instant().minus(lookBack));
        catchUp();
        started = true;
    }

    /** Reads the changes since the last reading. Called on a schedule; after a failure the view becomes older. */
    public synchronized void catchUp() {
        long asked = nanoClock.getAsLong();
        ChangeReader from = Objects.requireNonNull(reader, "start() comes first");
        List<RecordedChange> news;
        do {
            news = from.next(BATCH);
            news.forEach(recorded -> deliver(recorded.change()));
            pass(news, from.position());
        } while (news.size() >= BATCH);
        caughtUpAt = asked - from.age().toNanos();
    }

    private void pass(List<RecordedChange> news, @Nullable ReadPosition position) {
        if (position != null) {
            readingListeners.forEach(listener -> listener.read(news, position));
        }
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
