package dev.keycard.revocation;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.interleavings.Interleavings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** Once an ending was learnt, memory either knows it or says that it may have forgotten it. */
public class RecentRevocationsOrdersTest {

    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final UserId USER = UserId.of(1);
    private static final TimeId LOGIN = TimeId.firstOf(START);

    private final AtomicLong minutes = new AtomicLong();
    private final RecentRevocations revocations =
            new RecentRevocations(() -> START.plus(Duration.ofMinutes(minutes.get())), MEMORY);
    private volatile boolean learnt;

    /** A login that began at the start, and ends. */
    @Operation
    public void end() {
        revocations.onChange(new Change.LoginEnded(LOGIN));
        learnt = true;
    }

    /** So much time passes that endings are forgotten. */
    @Operation
    public void prune() {
        minutes.addAndGet(11);
        revocations.prune();
    }

    /** Whether the login is taken for alive after its ending was learnt. */
    @Operation
    public boolean ask() {
        boolean endedBefore = learnt;
        boolean alive = !revocations.ended(USER, LOGIN) && revocations.knowsSince(START);
        return endedBefore && alive;
    }

    @Test
    void anEndingThatWasLearnt_isKnownOrSaidToBeForgotten() {
        Interleavings.check(RecentRevocationsOrdersTest.class, Interleavings.NeverBroken.class);
    }
}
