package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.jspecify.annotations.Nullable;

/**
 * Hashes and checks passwords for a service that faces a network: on a few threads of its own, with a bounded queue, reusing
 * their memory, and so that failed checks do the same work whatever the account holds (docs/passwords.md says where that
 * ends). Callers block until their hash is done. Thread-safe.
 */
public final class Passwords implements AutoCloseable {

    private final PasswordHasher hasher;
    private final EvenFailure evenFailure;
    private final HashingPool pool;
    private final PasswordPolicy policy;

    /** Hashing whose time is not measured. */
    public Passwords(PasswordConfig config, Entropy entropy) {
        this(config, entropy, () -> 0);
    }

    /** @param nanoClock a clock that only moves forward, to tell how long hashing takes */
    public Passwords(PasswordConfig config, Entropy entropy, LongSupplier nanoClock) {
        this(config, Argon2.of(config.argon2()), entropy, memoryOfThread(Argon2.of(config.argon2())), nanoClock);
    }

    Passwords(PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<BlockPool> memory) {
        this(config, ours, entropy, memory, () -> 0);
    }

    private Passwords(
            PasswordConfig config, Argon2 ours, Entropy entropy, Supplier<BlockPool> memory, LongSupplier nanoClock) {
        hasher = new PasswordHasher(ours, entropy, memory);
        evenFailure = new EvenFailure(ours);
        pool = new HashingPool(config, nanoClock);
        policy = new PasswordPolicy(config.minLength());
    }

    /**
     * Hashes a new password, which the {@link #policy} has judged before.
     *
     * @throws HashingBusyException at once if too many hashes wait
     * @throws IllegalArgumentException if the password is longer than 1024 characters or has a lone surrogate
     */
    public String hash(String password) {
        PasswordHasher.requireHashable(password);
        return pool.call(() -> hasher.hash(password));
    }

    /**
     * Checks a password against the hash of an account. Pass null for accounts that are unknown or may not sign in: the answer
     * is {@link Verdict#MISMATCH}, after the time of a wrong password. After {@link Verdict#MATCH_OUTDATED} the caller shall
     * {@link #hash} the password anew and store that; if that meets a full queue, the next sign-in will do.
     *
     * @throws HashingBusyException at once if too many hashes wait
     */
    public Verdict verifyOrBurn(String password, @Nullable String encoded) {
        Optional<StoredHash> stored = Optional.ofNullable(encoded).flatMap(StoredHash::read);
        stored.map(StoredHash::format).ifPresent(evenFailure::meet);
        Verdict unstored = encoded == null ? Verdict.MISMATCH : Verdict.UNUSABLE;
        return pool.call(() -> stored.map(hash -> verify(password, hash)).orElseGet(() -> {
            burnOutstanding(password, null);
            return unstored;
        }));
    }

    /**
     * Tells of a hash that an account has, so that failures cost as much as a wrong password for that account from now on. The
     * first check of such a hash has the same effect; telling before closes that gap. Texts that are no hash are ignored.
     */
    public void expect(String encoded) {
        StoredHash.read(encoded).map(StoredHash::format).ifPresent(evenFailure::meet);
    }

    /** How busy hashing is. */
    public HashingLoad load() {
        return pool.load();
    }

    /** The rules for new passwords. */
    public PasswordPolicy policy() {
        return policy;
    }

    /** Refuses new work with {@link HashingBusyException}; what is queued is still computed. */
    @Override
    public void close() {
        pool.close();
    }

    /** Memory that a thread keeps from hash to hash, so that a flood makes no garbage, and gives back when it ends. */
    static Supplier<BlockPool> memoryOfThread(Argon2 format) {
        return ThreadLocal.withInitial(format::newBlocks)::get;
    }

    private Verdict verify(String password, StoredHash stored) {
        Verdict verdict = hasher.verify(password, stored);
        if (!verdict.matches()) {
            burnOutstanding(password, stored.format());
        }
        return verdict;
    }

    private void burnOutstanding(String password, @Nullable HashFormat spent) {
        evenFailure.outstanding(spent).forEach(format -> hasher.burn(password, format));
    }
}
