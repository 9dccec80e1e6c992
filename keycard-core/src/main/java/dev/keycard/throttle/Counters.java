package dev.keycard.throttle;

/**
 * Counts against rates, atomically. A key has an allowance of its own for each rate that it is counted against: whoever comes
 * under another rate begins with a whole allowance. Thread-safe and never blocks for long. An implementation that cannot count
 * throws {@link dev.keycard.store.StoreUnavailableException}, which refuses the request.
 */
public interface Counters {

    /** Takes one from what the key has left in the current period; takes nothing if nothing is left. */
    Count take(String key, Rate rate);

    /**
     * Puts back one that was taken, as long as its period lasts. Afterwards there is nothing to put back: the allowance of the
     * next period is whole already, and would be raised by it.
     *
     * @param count what {@link #take} answered for that key
     */
    void giveBack(String key, Count count);
}
