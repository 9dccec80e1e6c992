package dev.keycard.password;

import java.util.Comparator;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes failed checks cost the same, whatever the account holds: one hash of our cost, and one of the dearest other cost that
 * any account was seen to have. Without the second, a wrong password for an account with an imported hash would take longer
 * than for an unknown one, and so tell which exist. An installation whose hashes are all of the configured cost pays for
 * nothing but its own. Thread-safe.
 */
final class TimingEqualizer {

    private static final Comparator<HashFormat> BY_TIME = Comparator.comparingLong(HashFormat::microseconds);

    private final HashFormat ours;
    private final AtomicReference<@Nullable HashFormat> dearest = new AtomicReference<>();

    TimingEqualizer(HashFormat ours) {
        this.ours = ours;
    }

    /** Takes note of a format that an account has. */
    void meet(HashFormat format) {
        if (!format.equals(ours)) {
            dearest.accumulateAndGet(format, (known, met) -> known == null || isDearer(met, known) ? met : known);
        }
    }

    /** What a failed check still has to spend, after it computed that much already, or nothing. */
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
        // The usual mixture: one Django installation raised its iterations over the years.
        if (spent instanceof Pbkdf2Sha256 less && other instanceof Pbkdf2Sha256 more && isDearer(more, less)) {
            return new Pbkdf2Sha256(more.iterations() - less.iterations());
        }
        return null;
    }

    private static boolean isDearer(@Nullable HashFormat one, HashFormat other) {
        return one != null && BY_TIME.compare(one, other) > 0;
    }
}
