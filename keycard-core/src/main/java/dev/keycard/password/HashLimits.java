package dev.keycard.password;

import java.time.Duration;
import java.util.Optional;

/**
 * Limits for stored hashes of other costs than the configured one. A hash beyond these limits is refused: its account cannot
 * sign in with a password until a new one is set. Without limits one imported row could take the memory of the whole process,
 * or make every failed sign-in as slow as itself, because failures cost the same for all accounts. Immutable.
 *
 * @param memoryKib the memory in KiB that all such hashes share at one time; a hash that needs more is refused
 */
public record HashLimits(int memoryKib) {

    /** The largest share, in KiB. */
    public static final int MAX_MEMORY_KIB = 128 * 1024;

    /** The maximum time of such a hash on the reference machine of docs/passwords.md. */
    public static final Duration MAX_TIME = Duration.ofMillis(500);

    private static final long KIB_PER_MIB = 1024;

    /** @throws IllegalArgumentException if the share is negative or larger than {@link #MAX_MEMORY_KIB} */
    public HashLimits {
        if (memoryKib < 0 || memoryKib > MAX_MEMORY_KIB) {
            throw new IllegalArgumentException(
                    "password.imported-memory is " + memoryKib + " KiB: choose 0 to " + MAX_MEMORY_KIB + " KiB");
        }
    }

    /** 128 MiB, for a process that has the memory. */
    public static HashLimits defaults() {
        return new HashLimits(MAX_MEMORY_KIB);
    }

    /**
     * Why a hash is refused here.
     *
     * @param ours the format of new hashes; a hash that costs no more is never refused
     * @return a sentence without the hash itself; empty if it can be computed
     */
    Optional<String> refusal(HashFormat format, Argon2 ours) {
        boolean inOurMemory = format instanceof Argon2 argon2 && argon2.memoryKib() <= ours.memoryKib();
        if (format.microseconds() > Math.max(micros(MAX_TIME), ours.microseconds())) {
            return Optional.of(tooSlow(format));
        }
        return inOurMemory || format.memoryKib() <= memoryKib ? Optional.empty() : Optional.of(tooLarge(format));
    }

    /**
     * Why no store accepts a hash, independently of the configuration.
     *
     * @return a sentence without the hash itself; empty if some configuration computes it
     */
    static Optional<String> refusalAnywhere(StoredHash stored) {
        Argon2 ours = stored.isForeign() ? Argon2.of(Argon2Cost.defaults()) : Argon2.dearest();
        return defaults().refusal(stored.format(), ours);
    }

    private static String tooSlow(HashFormat format) {
        return format.describe() + " takes about " + format.microseconds() / 1000 + " ms, more than the "
                + MAX_TIME.toMillis() + " ms that one hash may take";
    }

    private String tooLarge(HashFormat format) {
        return format.describe() + " takes " + mib(format.memoryKib()) + " MiB, more than the "
                + memoryKib / KIB_PER_MIB + " MiB of password.imported-memory";
    }

    private static long mib(long kib) {
        return (kib + KIB_PER_MIB - 1) / KIB_PER_MIB;
    }

    private static long micros(Duration time) {
        return time.toNanos() / 1000;
    }
}
