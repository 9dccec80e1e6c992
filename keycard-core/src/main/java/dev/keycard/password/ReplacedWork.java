package dev.keycard.password;

import dev.keycard.password.HashingStep.Done;
import java.util.Optional;
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

    private record Sample(String encoded, long nanos) {}

    private final PasswordHasher hasher;
    private final Argon2Work others;
    private final LongSupplier nanoClock;
    private final AtomicReference<@Nullable String> current = new AtomicReference<>();
    private final AtomicReference<@Nullable Sample> slowestOutdated = new AtomicReference<>();

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
        if (verdict == Verdict.UNUSABLE) {
            burn(password, currentHash, outdated);
        } else if (isOutdated(encoded)) {
            meet(new Sample(encoded, nanoClock.getAsLong() - begun));
            if (!verdict.matches()) {
                burn(password, currentHash, null);
            }
        } else if (!verdict.matches() && outdated != null) {
            verify(password, outdated.encoded());
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

    private void burn(String password, String currentHash, @Nullable Sample outdated) {
        verify(password, currentHash);
        if (outdated != null) {
            verify(password, outdated.encoded());
        }
    }

    private void meet(Sample met) {
        slowestOutdated.accumulateAndGet(
                met,
                (known, now) ->
                        known == null || (now != null && now.nanos() > CLEARLY_SLOWER * known.nanos()) ? now : known);
    }

    /** Made by the first check. */
    private String currentHash() {
        String known = current.get();
        if (known == null) {
            known = hasher.hash(NO_PASSWORD);
            current.set(known);
        }
        return known;
    }

    @Override
    public void expect(String encoded) {
        if (isOutdated(encoded)) {
            meet(new Sample(encoded, 0));
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
