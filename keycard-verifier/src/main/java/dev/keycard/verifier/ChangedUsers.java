package dev.keycard.verifier;

import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.FeedListener;
import dev.keycard.revocation.UserChangeListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The times at which users last changed, for as long as older tokens can be presented. Entries are removed up to a horizon; for
 * a time before it, the user counts as changed. Thread-safe.
 */
final class ChangedUsers implements UserChangeListener, FeedListener {

    private static final int MAX_KEPT = 100_000;

    /** How far clocks may differ without notice. */
    private static final Duration SKEW = Duration.ofSeconds(20);

    private final InstantSource clock;
    private final Duration memory;
    private final int mostKept;
    private final ConcurrentMap<UserId, Instant> learnedAt = new ConcurrentHashMap<>();
    private volatile Instant horizon = Instant.MIN;

    /** The latest time that the clock, or that of another node, has shown. */
    private volatile Instant latest = Instant.MIN;

    ChangedUsers(InstantSource clock, Duration memory) {
        this(clock, memory, MAX_KEPT);
    }

    ChangedUsers(InstantSource clock, Duration memory, int mostKept) {
        this.clock = clock;
        this.memory = memory;
        this.mostKept = mostKept;
    }

    /** Whether the user may have changed at or after that moment. */
    boolean mayHaveChangedSince(UserId user, Instant moment) {
        Instant last = learnedAt.get(user);
        return (last != null && !last.isBefore(moment)) || !horizon.isBefore(moment);
    }

    @Override
    public void userChanged(Change.UserChanged change) {
        Instant now = latest();
        if (learnedAt.size() >= mostKept) {
            // The horizon moves first: a reader that does not find a removed change must see that it may be missing.
            moveHorizonTo(now);
            learnedAt.clear();
        }
        learnedAt.merge(change.userId(), now, (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public void timeSeen(Instant moment) {
        latest = moment.isAfter(latest) ? moment : latest;
    }

    /** Any user may have changed until now. */
    @Override
    public void restarted() {
        moveHorizonTo(latest().plus(SKEW));
    }

    private Instant latest() {
        timeSeen(clock.instant());
        return latest;
    }

    /** The horizon only moves forward, even if the clock is set back. */
    private void moveHorizonTo(Instant moment) {
        horizon = moment.isAfter(horizon) ? moment : horizon;
    }

    /** Removes changes that are older than every valid token. */
    void prune() {
        Instant oldest = clock.instant().minus(memory);
        moveHorizonTo(oldest.minusNanos(1));
        learnedAt.values().removeIf(learned -> learned.isBefore(oldest));
    }
}
