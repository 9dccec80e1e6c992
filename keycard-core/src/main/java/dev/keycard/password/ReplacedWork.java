package dev.keycard.password;

import dev.keycard.password.HashingStep.Done;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a hasher that the program brings, and beside them those that Keycard understands. A failed check computes one
 * hash of each of two kinds, whatever the account has: a current one, and the slowest outdated one that an account was found
 * to have. Thread-safe.
 */
final class ReplacedWork implements HashingWork {

    /** What the current hash of no account is of. */
    private static final String NO_PASSWORD = "the password of no account";

    /** An outdated hash takes the place of another if it takes so much longer; less may be chance. */
    private static final double CLEARLY_SLOWER = 1.5;

    /** A check that takes less than this part of a current hash has computed none. */
    private static final double CLEARLY_FASTER = 0.5;

    /**
     * An outdated hash.
     *
     * @param nanos the shortest time that a check of it took: a longer one may be a pause of the machine
     * @param displaced the one whose place it took; it returns if this one turns out to be faster
     */
    private record Sample(
            String encoded, long nanos, @Nullable Sample displaced) {

        Sample measured(long again) {
            if (displaced != null && again < displaced.nanos) {
                return displaced;
            }
            return again < nanos ? new Sample(encoded, again, displaced) : this;
        }
    }

    private final PasswordHasher hasher;
    private final Argon2Work others;
    private final LongSupplier nanoClock;
    private final AtomicReference<@Nullable String> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Sample> slowestOutdated = new AtomicReference<>();

    /** The shortest time that a current hash took. */
    private final AtomicLong currentNanos = new AtomicLong(Long.MAX_VALUE);

    ReplacedWork(PasswordHasher hasher, Argon2Work others, LongSupplier nanoClock) {
        this.hasher = hasher;
        this.others = others;
        this.nanoClock = nanoClock;
    }

    @Override
    public String hash(String password) {
        return hasher.hash(password);
    }

    @Override
    public HashingStep<Verdict> checking(String password, @Nullable String encoded) {
        Sample outdated = slowestOutdated.get();
        int shared = Math.max(sharedKib(encoded), sharedKib(outdated == null ? null : outdated.encoded()));
        return new HashingStep<>(shared, () -> new Done<>(check(password, encoded, outdated)));
    }

    private int sharedKib(@Nullable String encoded) {
        return encoded == null ? 0 : others.sharedKib(encoded);
    }

    private Verdict check(String password, @Nullable String encoded, @Nullable Sample outdated) {
        String currentHash = currentHash();
        if (encoded == null) {
            burn(password, currentHash, outdated);
            return Verdict.MISMATCH;
        }
        long begun = nanoClock.getAsLong();
        Verdict verdict = verify(password, encoded);
        long took = nanoClock.getAsLong() - begun;
        if (verdict == Verdict.UNUSABLE) {
            burn(password, currentHash, outdated);
        } else if (isOutdated(encoded)) {
            meet(encoded, took);
            if (!verdict.matches()) {
                burn(password, currentHash, null);
            }
        } else if (!verdict.matches()) {
            boolean hashed = took >= CLEARLY_FASTER * currentNanos.get();
            burn(password, hashed ? null : currentHash, outdated);
        }
        return verdict;
    }

    /** A text that cannot be a password costs as much time as one, but matches nothing. */
    private Verdict verify(String password, String encoded) {
        boolean possible = !password.isEmpty() && PasswordText.isHashable(password);
        String presented = possible ? password : NO_PASSWORD;
        Verdict verdict = hasher.verify(presented, encoded);
        if (verdict == Verdict.UNUSABLE) {
            Verdict other = others.verify(presented, encoded);
            verdict = other == Verdict.MATCH ? Verdict.MATCH_OUTDATED : other;
        }
        return verdict.matches() && !possible ? Verdict.MISMATCH : verdict;
    }

    /** Every hash that this hasher does not know is one of another kind. */
    private boolean isOutdated(String encoded) {
        return hasher.isOutdated(encoded) || others.isUsable(encoded);
    }

    private void burn(String password, @Nullable String currentHash, @Nullable Sample outdated) {
        if (currentHash != null) {
            long took = nanosOf(password, currentHash);
            currentNanos.accumulateAndGet(took, Math::min);
        }
        if (outdated != null) {
            long took = nanosOf(password, outdated.encoded());
            slowestOutdated.updateAndGet(known ->
                    known != null && known.encoded().equals(outdated.encoded()) ? known.measured(took) : known);
        }
    }

    private long nanosOf(String password, String encoded) {
        long begun = nanoClock.getAsLong();
        verify(password, encoded);
        return nanoClock.getAsLong() - begun;
    }

    private void meet(String encoded, long nanos) {
        slowestOutdated.updateAndGet(known ->
                known == null || nanos > CLEARLY_SLOWER * known.nanos() ? new Sample(encoded, nanos, known) : known);
    }

    /** Made by the first check. */
    private String currentHash() {
        String known = current.get();
        if (known == null) {
            long begun = nanoClock.getAsLong();
            known = hasher.hash(NO_PASSWORD);
            currentNanos.accumulateAndGet(nanoClock.getAsLong() - begun, Math::min);
            current.set(known);
        }
        return known;
    }

    @Override
    public void expect(String encoded) {
        if (isOutdated(encoded)) {
            meet(encoded, 0);
        }
    }

    @Override
    public Optional<String> refusal(String encoded) {
        return others.refusal(encoded);
    }

    /** What the program's hasher writes is known to it alone; stores mark accounts without a password by this character. */
    @Override
    public boolean isUsable(String encoded) {
        return !encoded.isEmpty() && !encoded.startsWith("!");
    }
}
