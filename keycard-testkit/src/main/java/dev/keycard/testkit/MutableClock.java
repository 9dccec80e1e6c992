package dev.keycard.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that stands still until a test moves it, so that tests need not wait. It has a wall time and counts nanoseconds, as a
 * machine does: {@code advance} moves both, {@code set} moves only the wall time. Thread-safe.
 */
public final class MutableClock extends Clock {

    private Instant now;
    private long ticks;

    /** A clock at the given moment, with its nanoseconds at 0. */
    public MutableClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Nanoseconds since the clock was made, in place of {@link System#nanoTime()}. Never moves backwards. */
    public synchronized long nanoTime() {
        return ticks;
    }

    /**
     * Advances the time.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not pass backwards; step the clock with set");
        }
        now = now.plus(duration);
        ticks += duration.toNanos();
    }

    /** Sets the wall clock, forwards or backwards, as an operator or a time server would. The nanoseconds do not change. */
    public synchronized void set(Instant moment) {
        now = moment;
    }

    /** UTC. */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** A view of this clock in another zone: it is moved with this one. */
    @Override
    public Clock withZone(ZoneId zone) {
        InstantSource source = new InstantSource() {
            @Override
            public Instant instant() {
                return MutableClock.this.instant();
            }
        };
        return source.withZone(zone);
    }

    @Override
    public String toString() {
        return "MutableClock[" + instant() + "]";
    }
}
