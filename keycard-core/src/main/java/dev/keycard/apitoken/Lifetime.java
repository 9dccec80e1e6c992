package dev.keycard.apitoken;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A token's lifetime as people ask for it: {@code 90d}, {@code 12h}, {@code 30m}, {@code 45s}, or a number of seconds. */
@Internal
public final class Lifetime {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,9})([smhd]?)");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Lifetime() {}

    /** Reads a lifetime; empty if it is not written as one, or is longer than a century. */
    public static Optional<Duration> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(unit(form.group(2)).multipliedBy(Long.parseLong(form.group(1))))
                        .filter(lifetime -> lifetime.compareTo(LONGEST) <= 0)
                : Optional.empty();
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "d" -> Duration.ofDays(1);
            case "h" -> Duration.ofHours(1);
            case "m" -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }
}
