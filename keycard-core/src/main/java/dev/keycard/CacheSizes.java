package dev.keycard;

/**
 * How much a node remembers so that it need not be looked up. What does not fit is looked up again, or counted in shared slots;
 * it is never decided wrongly. Immutable.
 *
 * @param credentialBytes about how many bytes of credentials seen before are kept for each scheme; default 16,000,000
 * @param users how many users are kept; default 50,000
 * @param counters how many names and addresses are counted one by one, for sign-ins and for requests each; default 100,000
 * @param changes how many endings are kept; default 300,000
 */
public record CacheSizes(long credentialBytes, int users, int counters, int changes) {

    /** @throws IllegalArgumentException if one is not positive */
    public CacheSizes {
        if (credentialBytes < 1 || users < 1 || counters < 1 || changes < 1) {
            throw new IllegalArgumentException("what a node remembers needs some room");
        }
    }

    /** For a process whose heap is large. */
    public static CacheSizes defaults() {
        return new CacheSizes(16_000_000, 50_000, 100_000, 300_000);
    }
}
