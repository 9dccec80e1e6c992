package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords for a network service: on a few threads of its own that reuse their memory, with a bounded queue.
 * Failed checks do the same work for every account (docs/passwords.md describes the limits of that). Callers block until their
 * hash is done. Thread-safe.
 */
public final class Passwords implements AutoCloseable {

    private final HashingWork work;
    private final HashingPool pool;
    private final PasswordPolicy policy;

    /** Makes a service that does not measure its time. */
    public Passwords(PasswordConfig config, Entropy entropy) {
        this(config, entropy, () -> 0);
    }

    /** @param nanoClock a monotonic clock, to measure the time of hashing */
    public Passwords(PasswordConfig config, Entropy entropy, LongSupplier nanoClock) {
        this(config, entropy, nanoClock, null);
    }

    /** @param replacement hashes passwords instead of {@link Argon2Hasher}, whose hashes still verify; null for none */
    public Passwords(
            PasswordConfig config, Entropy entropy, LongSupplier nanoClock, @Nullable PasswordHasher replacement) {
        this(
                config,
                work(config, Argon2.of(config.argon2()), entropy, memoryOfThread(Argon2.of(config.argon2())))
                        .replacedBy(replacement, nanoClock),
                nanoClock);
    }

    Passwords(PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<Argon2Memory> memory) {
        this(config, work(config, ours, entropy, memory), () -> 0);
    }

    private Passwords(PasswordConfig config, HashingWork work, LongSupplier nanoClock) {
        this.work = work;
        pool = new HashingPool(config, nanoClock);
        policy = new PasswordPolicy(config.minLength());
    }

    private static Argon2Work work(PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<Argon2Memory> memory) {
        return new Argon2Work(new Argon2Hasher(ours, entropy, memory, config.limits()), new TimingEqualizer(ours));
    }

    /** Hashes a new password for the program itself, such as a command line; see {@link #hash(String, HashingCaller)}. */
    public String hash(String password) {
        return hash(password, HashingCaller.LOCAL);
    }

    /**
     * Hashes a new password, which the {@link #policy} has accepted before.
     *
     * @param caller the caller for the fair share of the queue
     * @throws HashingBusyException if too many hashes wait: at once, or when the place is given to a caller who has fewer
     * @throws IllegalArgumentException if the password is longer than 1024 characters or has a lone surrogate
     */
    public String hash(String password, HashingCaller caller) {
        Argon2Hasher.requireHashable(password);
        return pool.call(caller, HashingStep.only(() -> work.hash(password)));
    }

    /**
     * Checks a new password by the {@link #policy} and hashes it, for every new password that a user chooses. May block for a
     * place in the queue.
     *
     * @param caller the caller for the fair share of the queue
     */
    public HashingResult hashNew(String password, PasswordOwner owner, HashingCaller caller) {
        List<PasswordProblem> problems = policy.judge(password, owner);
        if (!problems.isEmpty()) {
            return new HashingResult.Rejected(problems);
        }
        try {
            return new HashingResult.Hashed(hash(password, caller));
        } catch (HashingBusyException busy) {
            return new HashingResult.Busy(busy.retryAfter());
        }
    }

    /** Checks a password for the program itself; see {@link #verifyOrBurn(String, String, HashingCaller)}. */
    public Verdict verifyOrBurn(String password, @Nullable String encoded) {
        return verifyOrBurn(password, encoded, HashingCaller.LOCAL);
    }

    /**
     * Checks a password against the hash of an account. Pass null for accounts that are unknown or may not sign in: the answer
     * is {@link Verdict#MISMATCH}, after the time of a wrong password. A hash beyond the {@link HashLimits} is not computed:
     * the answer is {@link Verdict#UNUSABLE}, after the same time. After {@link Verdict#MATCH_OUTDATED} the caller should
     * {@link #hash} the password again and store the result; if the queue is full, the next sign-in can do it.
     *
     * @param caller the caller for the fair share of the queue
     * @throws HashingBusyException if too many hashes wait: at once, or when the place is given to a caller who has fewer;
     *     nothing was computed then
     */
    public Verdict verifyOrBurn(String password, @Nullable String encoded, HashingCaller caller) {
        return pool.call(caller, work.checking(password, encoded));
    }

    /**
     * Registers a hash that an account has, so that from now on failures cost as much as a wrong password for that account. The
     * first check of such a hash has the same effect; registration before the first check closes that gap. Texts that are no
     * hash, and hashes beyond the limits, are ignored.
     */
    public void expect(String encoded) {
        work.expect(encoded);
    }

    /**
     * Why a stored hash is refused by this process: because its cost is beyond the {@link HashLimits}. Call this before an
     * import of hashes, because an account with such a hash cannot sign in.
     *
     * @return a sentence without the hash itself; empty if the hash can be computed, or if the text is no hash
     */
    public Optional<String> refusal(String encoded) {
        return work.refusal(encoded);
    }

    /** Whether the text is a hash, so that its account has, or had, a password. */
    public boolean isUsable(String encoded) {
        return work.isUsable(encoded);
    }

    /** The load of hashing. */
    public HashingLoad load() {
        return pool.load();
    }

    /** The rules for new passwords. */
    public PasswordPolicy policy() {
        return policy;
    }

    /** Refuses new work with {@link HashingBusyException}; queued work is still computed. */
    @Override
    public void close() {
        pool.close();
    }

    /** Memory that a thread reuses for each hash, so that a flood makes no garbage, and releases when it ends. */
    static Supplier<Argon2Memory> memoryOfThread(Argon2 format) {
        return ThreadLocal.withInitial(format::newMemory)::get;
    }
}
