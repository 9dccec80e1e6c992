package dev.keycard;

/**
 * The sizes of the caches of a node. Entries that do not fit are read again, or counted in shared slots; the sizes never change
 * a decision. Immutable.
 *
 * @param credentialBytes the approximate size of the cache of credentials for each scheme, in bytes; default 16,000,000
 * @param users how many users are cached; default 50,000
 * @param counters how many names and addresses have their own counters, for sign-ins and for requests each; default 100,000
 * @param changes how many revocations are kept; default 300,000
 */
public record CacheSizes(long credentialBytes, int users, int counters, int changes) {

    /** @throws IllegalArgumentException if one is not positive */
    public CacheSizes {
        if (credentialBytes < 1 || users < 1 || counters < 1 || changes < 1) {
            throw new IllegalArgumentException("the sizes of caches must be positive");
        }
    }

    /** How many recent changes are kept for programs that follow them: an eighth of the revocations, 10,000 at most. */
    int streamedChanges() {
        return Math.max(1, Math.min(10_000, changes / 8));
    }

    /** For a process whose heap is large. */
    public static CacheSizes defaults() {
        return new CacheSizes(16_000_000, 50_000, 100_000, 300_000);
    }
}
