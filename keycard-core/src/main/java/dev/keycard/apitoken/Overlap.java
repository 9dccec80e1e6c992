package dev.keycard.apitoken;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.Optional;

/** How long a replaced API token stays valid beside its successor. */
@Internal
public final class Overlap {

    /** The default, 24 hours: enough time to give the new token to every program that uses the old one. */
    public static final Duration DEFAULT = Duration.ofHours(24);

    /** The maximum: 30 days. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private Overlap() {}

    /** Reads an overlap, written as a {@link Lifetime} or {@code 0} for none; empty if it is neither, or too long. */
    public static Optional<Duration> parse(String text) {
        return text.equals("0")
                ? Optional.of(Duration.ZERO)
                : Lifetime.parse(text).filter(overlap -> overlap.compareTo(LONGEST) <= 0);
    }
}
