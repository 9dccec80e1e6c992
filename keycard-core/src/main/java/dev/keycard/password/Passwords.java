package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import dev.keycard.password.HashingStep.Done;
import dev.keycard.password.HashingStep.More;
import dev.keycard.password.HashingStep.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hashes and checks passwords for a network service: on a few threads of its own that reuse their memory, with a bounded queue.
 * Failed checks do the same work for every account (docs/passwords.md describes the limits of that). Callers block until their
 * hash is done. Thread-safe.
 */
public final class Passwords implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private final PasswordHasher hasher;
    private final AtomicBoolean refusalTold = new AtomicBoolean();
    private final TimingEqualizer evenFailure;
    private final HashingPool pool;
    private final PasswordPolicy policy;

    /** Makes a service that does not measure its time. */
    public Passwords(PasswordConfig config, Entropy entropy) {
        this(config, entropy, () -> 0);
    }

    /** @param nanoClock a monotonic clock, to measure the time of hashing */
    public Passwords(PasswordConfig config, Entropy entropy, LongSupplier nanoClock) {
        this(config, Argon2.of(config.argon2()), entropy, memoryOfThread(Argon2.of(config.argon2())), nanoClock);
    }

    Passwords(PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<BlockPool> memory) {
        this(config, ours, entropy, memory, () -> 0);
    }

    private Passwords(
            PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<BlockPool> memory, LongSupplier nanoClock) {
        hasher = new PasswordHasher(ours, entropy, memory, config.limits());
        evenFailure = new TimingEqualizer(ours);
        pool = new HashingPool(config, nanoClock);
        policy = new PasswordPolicy(config.minLength());
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
        PasswordHasher.requireHashable(password);
        return pool.call(caller, HashingStep.only(() -> hasher.hash(password)));
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
        Optional<StoredHash> stored = Optional.ofNullable(encoded).flatMap(this::computable);
        stored.map(StoredHash::format).ifPresent(evenFailure::meet);
        Verdict unstored = encoded == null ? Verdict.MISMATCH : Verdict.UNUSABLE;
        return pool.call(
                caller,
                stored.map(hash -> verifying(password, hash))
                        .orElseGet(() -> new HashingStep<>(0, () -> burnOutstanding(password, null, unstored))));
    }

    /**
     * Registers a hash that an account has, so that from now on failures cost as much as a wrong password for that account. The
     * first check of such a hash has the same effect; registration before the first check closes that gap. Texts that are no
     * hash, and hashes beyond the limits, are ignored.
     */
    public void expect(String encoded) {
        computable(encoded).map(StoredHash::format).ifPresent(evenFailure::meet);
    }

    /**
     * Why a stored hash is refused by this process: because its cost is beyond the {@link HashLimits}. Call this before an
     * import of hashes, because an account with such a hash cannot sign in.
     *
     * @return a sentence without the hash itself; empty if the hash can be computed, or if the text is no hash
     */
    public Optional<String> refusal(String encoded) {
        return StoredHash.read(encoded).flatMap(hasher::refusal);
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
    static Supplier<BlockPool> memoryOfThread(Argon2 format) {
        return ThreadLocal.withInitial(format::newBlocks)::get;
    }

    private Optional<StoredHash> computable(String encoded) {
        return StoredHash.read(encoded).filter(stored -> {
            Optional<String> refusal = hasher.refusal(stored);
            refusal.ifPresent(this::tellOnce);
            return refusal.isEmpty();
        });
    }

    /** Logged once, and not for each attempt to sign in to such an account; doctor counts the accounts. */
    private void tellOnce(String refusal) {
        if (refusalTold.compareAndSet(false, true)) {
            LOG.warn(
                    "an account has a password hash that is refused, and cannot sign in until it has a new password: {};"
                            + " keycard doctor counts such accounts",
                    refusal);
        }
    }

    private HashingStep<Verdict> verifying(String password, StoredHash stored) {
        return new HashingStep<>(hasher.sharedKib(stored.format()), () -> {
            Verdict verdict = hasher.verify(password, stored);
            return verdict.matches() ? new Done<>(verdict) : burnOutstanding(password, stored.format(), verdict);
        });
    }

    /** Hashes without shared memory are computed at once; the others when there is memory. */
    private Outcome<Verdict> burnOutstanding(String password, @Nullable HashFormat spent, Verdict verdict) {
        Outcome<Verdict> outcome = new Done<>(verdict);
        for (HashFormat format : evenFailure.outstanding(spent).toList()) {
            int shared = hasher.sharedKib(format);
            if (shared == 0) {
                hasher.burn(password, format);
            } else {
                Outcome<Verdict> after = outcome;
                outcome = new More<>(new HashingStep<>(shared, () -> {
                    hasher.burn(password, format);
                    return after;
                }));
            }
        }
        return outcome;
    }
}
