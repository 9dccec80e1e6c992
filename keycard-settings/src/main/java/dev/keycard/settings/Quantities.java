package dev.keycard.settings;

import dev.keycard.api.Internal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes in configuration files: a whole number and its unit. {@code text} writes the largest unit that fits. */
@Internal
public final class Quantities {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})([A-Za-z]+)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> MULTIPLES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Quantities() {}

    /** Reads {@code 500ms}, {@code 30s}, {@code 5m}, {@code 12h} or {@code 1d}; empty for anything else or over a century. */
    public static Optional<Duration> duration(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !UNITS.containsKey(form.group(2))) {
            return Optional.empty();
        }
        Duration unit = UNITS.get(form.group(2));
        long count = Long.parseLong(form.group(1));
        return count > LONGEST.dividedBy(unit) ? Optional.empty() : Optional.of(unit.multipliedBy(count));
    }

    /** Reads {@code 512KiB} or {@code 19MiB} as bytes; empty for anything else. */
    public static Optional<Long> size(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !MULTIPLES.containsKey(form.group(2))) {
            return Optional.empty();
        }
        long bytes = Long.parseLong(form.group(1)) * MULTIPLES.get(form.group(2));
        return bytes > 1L << 40 ? Optional.empty() : Optional.of(bytes);
    }

    /** Writes a duration as {@link #duration} reads it. Fractions of a millisecond are left out. */
    public static String text(Duration value) {
        long millis = value.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds == 0 ? "0s" : text(seconds, new long[] {86_400, 3_600, 60, 1}, "d", "h", "m", "s");
    }

    /** Writes a number of bytes as {@link #size} reads it. */
    public static String text(long bytes) {
        return bytes == 0 ? "0B" : text(bytes, new long[] {1L << 30, 1L << 20, 1L << 10, 1}, "GiB", "MiB", "KiB", "B");
    }

    private static String text(long count, long[] multiples, String... units) {
        int unit = 0;
        while (count % multiples[unit] != 0) {
            unit++;
        }
        return count / multiples[unit] + units[unit];
    }
}
