package dev.keycard.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until a test moves it, so that nothing in a test waits for time to pass. It shows a wall time and
 * counts nanoseconds, as a machine does: passing time moves both, stepping the wall clock moves the wall time alone.
 * Thread-safe.
 */
public final class MutableClock implements InstantSource {

    private Instant now;
    private long ticks;

    /** A clock that shows the given moment, with its nanoseconds at 0. */
    public MutableClock(Instant start) {
        this.now = start;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /** Nanoseconds since the clock was made: what {@link System#nanoTime()} is to a program. Never moves backwards. */
    public synchronized long nanoTime() {
        return ticks;
    }

    /** Lets time pass. @throws IllegalArgumentException if the duration is negative, which time never is */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not pass backwards; step the clock with set");
        }
        now = now.plus(duration);
        ticks += duration.toNanos();
    }

    /** Steps the wall clock, forwards or backwards, as an operator or a time server would. No time passes. */
    public synchronized void set(Instant moment) {
        now = moment;
    }

    @Override
    public String toString() {
        return "MutableClock[" + instant() + "]";
    }
}
