package dev.keycard.password;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes failed checks cost the same for every account: one hash of the configured cost, and one of the most expensive other
 * cost that an account was found to have. Without the second, a wrong password for an account with an imported hash would take
 * longer than for an unknown account, and so reveal which accounts exist. If all hashes have the configured cost, only that one
 * is computed. Thread-safe.
 */
final class TimingEqualizer {

    private static final Comparator<HashFormat> BY_TIME = Comparator.comparingLong(HashFormat::microseconds);

    private final HashFormat ours;
    private final AtomicReference<@Nullable HashFormat> dearest = new AtomicReference<>();

    TimingEqualizer(HashFormat ours) {
        this.ours = ours;
    }

    /** Records a format that an account has. */
    void meet(HashFormat format) {
        if (!format.equals(ours)) {
            dearest.accumulateAndGet(format, (known, met) -> known == null || isDearer(met, known) ? met : known);
        }
    }

    /** What a failed check must still compute, after the given computations. */
    Stream<HashFormat> outstanding(@Nullable HashFormat spent) {
        HashFormat other = dearest.get();
        if (ours.equals(spent)) {
            return Stream.ofNullable(other);
        }
        return Stream.concat(Stream.of(ours), Stream.ofNullable(rest(spent, other)));
    }

    private static @Nullable HashFormat rest(@Nullable HashFormat spent, @Nullable HashFormat other) {
        if (spent == null) {
            return other;
        }
        // The usual case: a Django installation that increased its iterations over the years.
        if (spent instanceof Pbkdf2Sha256 less && other instanceof Pbkdf2Sha256 more && isDearer(more, less)) {
            return new Pbkdf2Sha256(more.iterations() - less.iterations());
        }
        return null;
    }

    private static boolean isDearer(@Nullable HashFormat one, HashFormat other) {
        return one != null && BY_TIME.compare(one, other) > 0;
    }
}
