package dev.keycard.throttle;

import java.time.InstantSource;

/** The time of a clock without its steps back, which would make refused clients wait longer. Thread-safe. */
final class MonotonicClock {

    /** The last reading of the clock, and the milliseconds that had passed by then. */
    private record Reading(long shown, long passed) {}

    private final InstantSource clock;
    private volatile Reading last;

    MonotonicClock(InstantSource clock) {
        this.clock = clock;
        this.last = new Reading(clock.millis(), 0);
    }

    /**
     * Nanoseconds since this object was made. Every counter calls this, so threads synchronize only when a new millisecond
     * begins.
     */
    long nanos() {
        Reading reading = last;
        return (reading.shown() == clock.millis() ? reading : advanced()).passed() * 1_000_000;
    }

    /** The clock is read again: the reading before the wait would look like a step back. */
    private synchronized Reading advanced() {
        long now = clock.millis();
        Reading advanced = new Reading(now, last.passed() + Math.max(0, now - last.shown()));
        last = advanced;
        return advanced;
    }
}
