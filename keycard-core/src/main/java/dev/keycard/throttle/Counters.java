package dev.keycard.throttle;

/**
 * Counts against rates, atomically. A key is counted separately for each rate: with another rate it starts at zero. Thread-safe
 * and never blocks for long. An implementation that cannot count throws {@link dev.keycard.store.StoreUnavailableException},
 * which refuses the request.
 */
public interface Counters {

    /** Counts one for the key in the current period; counts nothing if the rate is used up. */
    Count take(String key, Rate rate);

    /**
     * Returns one count if its period has not ended. Afterwards nothing is returned, because the next period has started at
     * zero.
     *
     * @param count the result of {@link #take} for that key
     */
    void giveBack(String key, Count count);

    /**
     * Whether this counts in the memory of this process alone. If not, {@link #take} may wait for another machine, and must
     * not be called on an event loop.
     */
    default boolean isLocal() {
        return false;
    }
}
