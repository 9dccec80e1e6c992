package dev.keycard.change;

import dev.keycard.api.Internal;
import dev.keycard.change.ChangeFollower.Batch;
import dev.keycard.change.ChangeFollower.Mark;
import dev.keycard.revocation.ChangeFeed;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes the changes that the feed of this node reads on to any number of followers, from memory: the log is read once for all
 * of them. What a follower missed for longer comes from {@link ChangePages}. Thread-safe; {@link #follow} does not block for
 * the store.
 *
 * <p>Followers get changes as soon as they are read, but not more often than every 50 microseconds for each follower, so that
 * many followers and many changes leave the machine most of its time.
 */
@Internal
public final class ChangeStream {

    /** How often followers get a sign of life. */
    public static final Duration TICK = Duration.ofMillis(500);

    private static final Duration COST_OF_FOLLOWER = Duration.ofNanos(50_000);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(2);
    /** So many waiting changes are passed on at once. */
    private static final int MOST_WAITING = 1_000;

    /** The age of the view at a moment. */
    private record Seen(Duration age, long clockMillis) {}

    private final ChangeFeed feed;
    private final ChangeLog log;
    private final LongSupplier nanoClock;
    private final long began;
    private final RecentChanges recent;
    /** Held while followers are called, so that each gets everything in order. Taken before the monitor. */
    private final ReentrantLock delivering = new ReentrantLock();

    private final List<ChangeFollower> followers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean readingIsDue = new AtomicBoolean();
    private final AtomicBoolean deliveryIsDue = new AtomicBoolean();
    private List<RecordedChange> waiting = new ArrayList<>();
    private @Nullable ReadPosition position;
    private int check;
    private volatile long deliveredAt;
    private volatile boolean closed;
    private volatile BiConsumer<Duration, Runnable> later = (pause, work) -> {};
    private volatile Runnable read = () -> {};

    /**
     * Follows a feed from its start on.
     *
     * @param most how many changes are kept in memory
     */
    public ChangeStream(ChangeFeed feed, ChangeLog log, LongSupplier nanoClock, int most) {
        this.feed = feed;
        this.log = log;
        this.nanoClock = nanoClock;
        this.began = nanoClock.getAsLong();
        this.recent = new RecentChanges(most);
        feed.listenToReadings(this::onReading);
        feed.watch(this::restart);
    }

    /** Sets how work is done later, and how the feed reads at once. */
    public void scheduleBy(BiConsumer<Duration, Runnable> schedule, Runnable reading) {
        later = schedule;
        read = reading;
    }

    /** Whether the view of this node is recent enough to decide from. */
    public boolean isFresh() {
        return feed.isFresh() && !closed;
    }

    /** Where this node stands, and how old its view is. */
    public Mark mark() {
        Seen seen = seen();
        return marked(cursor(), seen);
    }

    /** The monotonic clock of marks. */
    public long clockMillis() {
        return (nanoClock.getAsLong() - began) / 1_000_000;
    }

    /**
     * Adds a follower, which receives what it lacks at once. Empty if memory does not have all of that, or the node stops: then
     * it reads pages first.
     */
    public Optional<Subscription> follow(ChangeCursor from, ChangeFollower follower) {
        Seen seen = seen();
        delivering.lock();
        try {
            Batch missed;
            synchronized (this) {
                if (closed || position == null || !recent.cover(from, position.missing())) {
                    return Optional.empty();
                }
                ChangeCursor now = from.last() > position.last() ? from : ownCursor(position);
                missed = new Batch(recent.lackedBy(from), marked(now, seen));
                followers.add(follower);
            }
            follower.onChanges(missed);
        } finally {
            delivering.unlock();
        }
        return Optional.of(() -> followers.remove(follower));
    }

    /** How many followers there are. */
    public int followers() {
        return followers.size();
    }

    /** This process committed changes: the log is read soon, if anyone follows. Never waits. */
    public void committed() {
        if (!followers.isEmpty() && readingIsDue.compareAndSet(false, true)) {
            later.accept(longer(SHORTEST_PAUSE, untilDelivery()), () -> {
                readingIsDue.set(false);
                read.run();
            });
        }
    }

    /** Gives all followers a sign of life. Called every {@link #TICK}. */
    public void tick() {
        Seen seen = seen();
        ChangeCursor delivered = deliver(seen);
        if (delivered != null) {
            Mark mark = marked(delivered, seen);
            // Not under the lock: a follower may ask the store whether its client may still follow.
            followers.forEach(follower -> follower.onTick(mark));
        }
    }

    /** What was passed on may be of another history. Followers come back, and their cursors are compared with the new one. */
    private void restart() {
        synchronized (this) {
            position = null;
            waiting = new ArrayList<>();
        }
        endAll();
    }

    private void endAll() {
        followers.forEach(ChangeFollower::onEnd);
        followers.clear();
    }

    /** Ends the following, of those who follow now and later. */
    public void close() {
        closed = true;
        endAll();
    }

    private void onReading(List<RecordedChange> changes, ReadPosition reached) {
        synchronized (this) {
            if (position == null) {
                recent.begin(changes.stream()
                        .mapToLong(change -> change.sequence() - 1)
                        .min()
                        .orElse(reached.last()));
            }
            changes.forEach(recent::add);
            if (position == null || reached.last() != position.last()) {
                check = checkOf(reached.last());
            }
            position = reached;
            if (followers.isEmpty() || changes.isEmpty()) {
                return;
            }
            waiting.addAll(changes);
        }
        deliverSoon();
    }

    private int checkOf(long number) {
        int kept = recent.checkOf(number);
        return kept != 0 ? kept : log.find(number).map(ChangeCursor::checkOf).orElse(0);
    }

    private void deliverSoon() {
        Duration pause = untilDelivery();
        boolean many;
        synchronized (this) {
            many = waiting.size() >= MOST_WAITING;
        }
        if (many || pause.isZero()) {
            deliver(seen());
        } else if (deliveryIsDue.compareAndSet(false, true)) {
            later.accept(pause, () -> {
                deliveryIsDue.set(false);
                deliver(seen());
            });
        }
    }

    /** Passes on what waits; returns where the followers stand then, or null before the first reading. */
    private @Nullable ChangeCursor deliver(Seen seen) {
        delivering.lock();
        try {
            List<RecordedChange> news;
            ChangeCursor now;
            synchronized (this) {
                if (position == null) {
                    return null;
                }
                news = waiting;
                waiting = new ArrayList<>();
                now = ownCursor(position);
            }
            if (!news.isEmpty()) {
                Batch batch = new Batch(news, marked(now, seen));
                followers.forEach(follower -> follower.onChanges(batch));
                deliveredAt = nanoClock.getAsLong();
            }
            return now;
        } finally {
            delivering.unlock();
        }
    }

    private Duration untilDelivery() {
        Duration pause = COST_OF_FOLLOWER.multipliedBy(followers.size());
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return longer(Duration.ZERO, bounded.minusNanos(nanoClock.getAsLong() - deliveredAt));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** To be asked before what was read is taken; the clock first, so that the view is never called younger than it is. */
    private Seen seen() {
        long clock = clockMillis();
        return new Seen(feed.age(), clock);
    }

    private Mark marked(ChangeCursor cursor, Seen seen) {
        return new Mark(cursor, seen.age(), isFresh(), seen.clockMillis());
    }

    private ChangeCursor ownCursor(ReadPosition reached) {
        return ChangeCursor.of(reached, number -> number == reached.last() ? check : recent.checkOf(number));
    }

    /** Where this node stands; at the beginning before its first reading. */
    synchronized ChangeCursor cursor() {
        return position == null ? new ChangeCursor(new ReadPosition(0, List.of()), 0) : ownCursor(position);
    }

    /** Throws unless this node has read the log: until then it cannot tell what a follower lacks. */
    synchronized void requirePosition() {
        if (position == null) {
            throw new StoreUnavailableException("this node begins to read the changes");
        }
    }

    /** What is kept in memory; for the holder of this object's monitor. */
    RecentChanges recent() {
        return recent;
    }
}
