package dev.keycard.password;

import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of {@link Passwords}.
 *
 * @param argon2 the cost of a new hash
 * @param hashThreads how many hashes are computed at once; by default half the cores, so that a flood of sign-ins leaves the
 *     other half to requests. Their number times the memory of a hash is the memory that hashing can take
 * @param hashQueue how many hashes may wait; by default 16 for each thread, and 64 at most
 * @param minLength the shortest new password, in characters; 8 by default and at least
 * @param limits the limits for hashes of other costs; by default 128 MiB together
 */
public record PasswordConfig(Argon2Cost argon2, int hashThreads, int hashQueue, int minLength, HashLimits limits) {

    private static final int QUEUE_PER_THREAD = 16;
    private static final int LONGEST_QUEUE = 64;

    /** The approximate time of Argon2id for one pass over one KiB; measured 0.54 µs on JDK 17. */
    private static final Duration PER_KIB = Duration.ofNanos(550);

    /** @throws IllegalArgumentException if a value is out of range; the message names the setting and what to do */
    public PasswordConfig {
        require(hashThreads, 1, 256, "password.hash-threads");
        require(hashQueue, 1, 100_000, "password.hash-queue");
        require(minLength, 8, 128, "password.min-length");
    }

    /** With the default limits for hashes of other costs. */
    public PasswordConfig(Argon2Cost argon2, int hashThreads, int hashQueue, int minLength) {
        this(argon2, hashThreads, hashQueue, minLength, HashLimits.defaults());
    }

    /** The defaults that the parameters of this record name. */
    public static PasswordConfig defaults() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        return new PasswordConfig(Argon2Cost.defaults(), threads, queueFor(threads), 8);
    }

    /** The default queue for that many threads. */
    public static int queueFor(int threads) {
        return Math.min(QUEUE_PER_THREAD * threads, LONGEST_QUEUE);
    }

    /** How many callers can wait for hashes at once: a pool of threads for requests needs more threads than that. */
    public int mostCallers() {
        return hashThreads + hashQueue;
    }

    /**
     * Why a stored hash is refused under this configuration.
     *
     * @return a sentence without the hash itself; empty if the hash can be computed, or if the text is no hash
     */
    public Optional<String> refusal(String encoded) {
        return StoredHash.read(encoded).flatMap(stored -> limits.refusal(stored.format(), Argon2.of(argon2)));
    }

    /** The same with other numbers of threads and places in the queue, and other limits. */
    public PasswordConfig with(int threads, int queue, HashLimits most) {
        return new PasswordConfig(argon2, threads, queue, minLength, most);
    }

    /** The approximate time until a full queue is empty, in whole seconds, at least one. */
    Duration drainTime() {
        long passes = (long) argon2.memoryKib() * argon2.iterations();
        Duration drain = PER_KIB.multipliedBy(passes).multipliedBy(hashQueue).dividedBy(hashThreads);
        return Duration.ofSeconds(drain.toSeconds() + 1);
    }

    private static void require(int value, int least, int most, String setting) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(setting + " is " + value + ": choose " + least + " to " + most);
        }
    }
}
