package dev.keycard.revocation;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.interleavings.Interleavings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** What was committed longer ago than the view may be old is known, or the view says that it is too old to decide. */
public class ChangeFeedOrdersTest {

    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final UserId USER = UserId.of(1);
    private static final TimeId LOGIN = TimeId.firstOf(START);

    /** Another process's log of changes: at most one ending. */
    private static final class Log implements NumberedChanges {

        private volatile boolean ended;

        @Override
        public List<RecordedChange> after(long sequence, int limit) {
            return ended && sequence < 1
                    ? List.of(new RecordedChange(1, START, new Change.LoginEnded(LOGIN)))
                    : List.of();
        }

        @Override
        public long lastBefore(Instant moment) {
            return 0;
        }
    }

    private final AtomicLong seconds = new AtomicLong();
    private final Log log = new Log();
    private final RecentRevocations revocations = new RecentRevocations(() -> START, MEMORY);
    private final ChangeFeed feed = new ChangeFeed(
            log, () -> START, () -> Duration.ofSeconds(seconds.get()).toNanos(), ChangeConfig.defaults(), MEMORY);
    private volatile long endedAt = Long.MAX_VALUE;

    /** Begins to follow. */
    public ChangeFeedOrdersTest() {
        feed.listen(revocations::onChange);
        feed.start();
    }

    /** Another process ends the login; some time passes. */
    @Operation
    public void end() {
        log.ended = true;
        endedAt = Math.min(endedAt, seconds.get());
        seconds.addAndGet(3);
    }

    /** This process reads the log. */
    @Operation
    public void catchUp() {
        feed.catchUp();
    }

    /** Whether memory decides that the login is alive, more than the longest staleness after its ending. */
    @Operation
    public boolean ask() {
        long since = seconds.get() - endedAt;
        boolean longAgo = endedAt != Long.MAX_VALUE
                && since > ChangeConfig.defaults().maxStaleness().toSeconds();
        boolean decides = feed.isFresh() && !revocations.ended(USER, LOGIN);
        return longAgo && decides;
    }

    @Test
    void anEndingOfAnotherProcess_isKnownWhenTheViewIsFresh() {
        Interleavings.check(ChangeFeedOrdersTest.class, Interleavings.NeverBroken.class);
    }
}
