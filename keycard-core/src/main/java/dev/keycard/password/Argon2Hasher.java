package dev.keycard.password;

import dev.keycard.crypto.Entropy;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id (RFC 9106) and verifies those hashes and Django's. It computes on the caller's thread, without
 * a limit of concurrency: a network service uses {@link Passwords} instead. Thread-safe.
 */
public final class Argon2Hasher implements PasswordHasher {

    static final int SALT_BYTES = 16;
    static final int DIGEST_BYTES = 32;

    private static final byte[] DUMMY_SALT = new byte[SALT_BYTES];

    private final Argon2 ours;
    private final Entropy entropy;
    private final Supplier<Argon2Memory> memory;
    private final HashLimits limits;
    private final Semaphore foreignMemory;

    /** A hasher that allocates new memory for each hash, and has the default limits. */
    public Argon2Hasher(Argon2Cost cost, Entropy entropy) {
        this(Argon2.of(cost), entropy, Argon2.of(cost)::newMemory);
    }

    /** @param memory gives the calling thread the memory for hashes of the configured cost; each thread gets its own */
    Argon2Hasher(Argon2 ours, Entropy entropy, Supplier<Argon2Memory> memory) {
        this(ours, entropy, memory, HashLimits.defaults());
    }

    Argon2Hasher(Argon2 ours, Entropy entropy, Supplier<Argon2Memory> memory, HashLimits limits) {
        this(ours, entropy, memory, limits, new Semaphore(limits.memoryKib(), true));
    }

    /**
     * @param foreignMemory the KiB that hashes of other costs share: enough for one of the largest within the limits, or for
     *     several smaller ones
     */
    Argon2Hasher(
            Argon2 ours, Entropy entropy, Supplier<Argon2Memory> memory, HashLimits limits, Semaphore foreignMemory) {
        this.ours = ours;
        this.entropy = entropy;
        this.memory = memory;
        this.limits = limits;
        this.foreignMemory = foreignMemory;
    }

    /**
     * Hashes a new password with a fresh salt: {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}, the PHC string format.
     *
     * @throws IllegalArgumentException if the password is longer than 1024 characters or has a lone surrogate; the
     *     {@link PasswordPolicy} finds both before
     */
    @Override
    public String hash(String password) {
        requireHashable(password);
        byte[] salt = entropy.bytes(SALT_BYTES);
        return ours.write(salt, derive(ours, password, salt, DIGEST_BYTES));
    }

    /**
     * Checks the password against a stored hash of Keycard or Django. Never throws for any text: the result for a text that is
     * no hash, or costs more than the limits allow, is {@link Verdict#UNUSABLE} at once.
     */
    @Override
    public Verdict verify(String password, String encoded) {
        return StoredHash.read(encoded)
                .filter(stored -> refusal(stored).isEmpty())
                .map(stored -> verify(password, stored))
                .orElse(Verdict.UNUSABLE);
    }

    @Override
    public boolean isOutdated(String encoded) {
        return StoredHash.read(encoded)
                .filter(stored -> stored.isWeakerThan(ours))
                .isPresent();
    }

    /** Whether the text is a hash of any cost, so that its account has, or had, a password. */
    public static boolean isUsable(String encoded) {
        return StoredHash.read(encoded).isPresent();
    }

    /**
     * Refuses a stored hash that no configuration would compute. Texts that are no hash pass: they mark accounts without a
     * password.
     *
     * @throws IllegalArgumentException with algorithm, cost and limit, without the hash
     */
    public static void requireAffordable(String encoded) {
        StoredHash.read(encoded).flatMap(HashLimits::refusalAnywhere).ifPresent(refusal -> {
            throw new IllegalArgumentException("the password hash is refused: " + refusal);
        });
    }

    /** Why that hash is not computed; empty if it is. */
    Optional<String> refusal(StoredHash stored) {
        return limits.refusal(stored.format(), ours);
    }

    /** How much of the memory that hashes of other costs share one of that format needs, in KiB; 0 for the configured cost. */
    int sharedKib(HashFormat format) {
        return format instanceof Argon2 argon2 && argon2.memoryKib() <= ours.memoryKib() ? 0 : format.memoryKib();
    }

    /** Takes as long as a check against a hash of the configured cost, for accounts without a hash. */
    public void burn(String password) {
        burn(password, ours);
    }

    Verdict verify(String password, StoredHash stored) {
        byte[] computed = derive(stored.format(), hashableOr(password), stored.salt(), stored.length());
        if (!stored.hasDigest(computed) || !PasswordText.isHashable(password)) {
            return Verdict.MISMATCH;
        }
        return stored.isWeakerThan(ours) ? Verdict.MATCH_OUTDATED : Verdict.MATCH;
    }

    void burn(String password, HashFormat format) {
        derive(format, hashableOr(password), DUMMY_SALT, DIGEST_BYTES);
    }

    static void requireHashable(String password) {
        if (!PasswordText.isHashable(password)) {
            throw new IllegalArgumentException("the password is longer than " + PasswordText.MAX_LENGTH
                    + " characters or has a lone surrogate: ask the PasswordPolicy first");
        }
    }

    /** A text that cannot be a password costs as much time as one, but is not compared. */
    private static String hashableOr(String password) {
        return PasswordText.isHashable(password) ? password : "";
    }

    private byte[] derive(HashFormat format, String password, byte[] salt, int length) {
        int shared = sharedKib(format);
        if (shared == 0 && format instanceof Argon2 argon2) {
            return argon2.derive(password, salt, length, memory.get());
        }
        return shared == 0
                ? format.derive(password, salt, length)
                : deriveInSharedMemory(format, shared, password, salt, length);
    }

    private byte[] deriveInSharedMemory(HashFormat format, int shared, String password, byte[] salt, int length) {
        foreignMemory.acquireUninterruptibly(shared);
        try {
            return format.derive(password, salt, length);
        } finally {
            foreignMemory.release(shared);
        }
    }
}
