package dev.keycard.throttle;

import java.time.InstantSource;

/**
 * Time as a clock tells it, but for steps back: those would keep who is refused waiting for as long again. Thread-safe.
 */
final class MonotonicClock {

    /** What the clock showed last, and how many milliseconds had passed by then. */
    private record Reading(long shown, long passed) {}

    private final InstantSource clock;
    private volatile Reading last;

    MonotonicClock(InstantSource clock) {
        this.clock = clock;
        this.last = new Reading(clock.millis(), 0);
    }

    /**
     * Nanoseconds since the meter was made. Every counter asks, so threads only wait for each other when a millisecond is new.
     */
    long nanos() {
        Reading reading = last;
        return (reading.shown() == clock.millis() ? reading : advanced()).passed() * 1_000_000;
    }

    /** The clock is read again: what it showed before the wait would look like a step back to the others. */
    private synchronized Reading advanced() {
        long now = clock.millis();
        Reading advanced = new Reading(now, last.passed() + Math.max(0, now - last.shown()));
        last = advanced;
        return advanced;
    }
}
