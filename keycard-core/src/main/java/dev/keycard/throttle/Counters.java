package dev.keycard.throttle;

import java.time.Duration;

/** Counts against rates, atomically. Thread-safe and never blocks for long. */
public interface Counters {

    /**
     * Takes one from what the key has left in the current period.
     *
     * @return zero if it was taken, else how long to wait until there is one again; nothing was taken then
     */
    Duration take(String key, Rate rate);

    /** Puts back one that was taken, never beyond the limit. */
    void giveBack(String key, Rate rate);
}
