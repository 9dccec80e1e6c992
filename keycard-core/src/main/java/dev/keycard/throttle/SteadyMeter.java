package dev.keycard.throttle;

import java.time.InstantSource;

/**
 * Time as a clock tells it, but for steps back: those would keep who is refused waiting for as long again. Thread-safe.
 */
final class SteadyMeter {

    private final InstantSource clock;
    private long shown;
    private long passed;

    SteadyMeter(InstantSource clock) {
        this.clock = clock;
        this.shown = clock.millis();
    }

    /** Nanoseconds since the meter was made. */
    synchronized long nanos() {
        long now = clock.millis();
        passed += Math.max(0, now - shown);
        shown = now;
        return passed * 1_000_000;
    }
}
