package dev.keycard.password;

import dev.keycard.password.HashingStep.Done;
import dev.keycard.password.HashingStep.More;
import dev.keycard.password.HashingStep.Outcome;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keycard's own hashes, and those that it understands. Thread-safe. */
final class Argon2Work implements HashingWork {

    private static final Logger LOG = LoggerFactory.getLogger(Passwords.class);

    private final Argon2Hasher hasher;
    private final TimingEqualizer evenFailure;
    private final AtomicBoolean refusalTold = new AtomicBoolean();

    Argon2Work(Argon2Hasher hasher, TimingEqualizer evenFailure) {
        this.hasher = hasher;
        this.evenFailure = evenFailure;
    }

    /** The work of a hasher that the program brings, beside this one; null for this one alone. */
    HashingWork replacedBy(@Nullable PasswordHasher replacement, LongSupplier nanoClock) {
        return replacement == null ? this : new ReplacedWork(replacement, this, nanoClock);
    }

    @Override
    public String hash(String password) {
        return hasher.hash(password);
    }

    @Override
    public HashingStep<Verdict> checking(String password, @Nullable String encoded) {
        Optional<StoredHash> stored = Optional.ofNullable(encoded).flatMap(this::computable);
        stored.map(StoredHash::format).ifPresent(evenFailure::meet);
        Verdict unstored = encoded == null ? Verdict.MISMATCH : Verdict.UNUSABLE;
        return stored.map(hash -> verifying(password, hash))
                .orElseGet(() -> new HashingStep<>(0, () -> burnOutstanding(password, null, unstored)));
    }

    @Override
    public void expect(String encoded) {
        computable(encoded).map(StoredHash::format).ifPresent(evenFailure::meet);
    }

    @Override
    public Optional<String> refusal(String encoded) {
        return StoredHash.read(encoded).flatMap(hasher::refusal);
    }

    @Override
    public boolean isUsable(String encoded) {
        return Argon2Hasher.isUsable(encoded);
    }

    /** Checks on the calling thread, whose step has the memory that {@link #sharedKib} says. */
    Verdict verify(String password, String encoded) {
        return computable(encoded)
                .map(stored -> hasher.verify(password, stored))
                .orElse(Verdict.UNUSABLE);
    }

    /** How much of the memory that hashes of other costs share a check needs, in KiB. */
    int sharedKib(String encoded) {
        return StoredHash.read(encoded)
                .filter(stored -> hasher.refusal(stored).isEmpty())
                .map(stored -> hasher.sharedKib(stored.format()))
                .orElse(0);
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
