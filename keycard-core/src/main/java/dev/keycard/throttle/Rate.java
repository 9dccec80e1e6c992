package dev.keycard.throttle;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of events within a period. Written {@code 10/min}, {@code 5/s}, {@code 1000/day}, or {@code 3/20s}; the names of
 * periods may be abbreviated or plural. Other words are refused: {@code month} is not read as {@code m}. Immutable.
 *
 * @param limit 1 to 999,999,999
 * @param period 1 second to 30 days
 */
public record Rate(int limit, Duration period) {

    private static final Pattern FORM = Pattern.compile(
            "([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?(s(?:ecs?|econds?)?|m(?:ins?|inutes?)?|h(?:ours?)?|d(?:ays?)?)");
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;
    private static final int MOST = 999_999_999;
    private static final Duration LONGEST = Duration.ofDays(30);

    public Rate {
        if (limit < 1 || limit > MOST || period.compareTo(Duration.ofSeconds(1)) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a rate is 1 to " + MOST + " within 1 second to 30 days");
        }
    }

    /** Reads a rate; empty if it is not written as one. */
    public static Optional<Rate> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        int times = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
        Duration period = unit(form.group(3).charAt(0)).multipliedBy(times);
        return period.compareTo(LONGEST) > 0
                ? Optional.empty()
                : Optional.of(new Rate(Integer.parseInt(form.group(1)), period));
    }

    /** The rate as {@link #parse} reads it, in the largest unit that fits. Fractions of a second are left out. */
    public String text() {
        long seconds = period.toSeconds();
        if (seconds % DAY == 0) {
            return text(seconds / DAY, "day");
        }
        if (seconds % HOUR == 0) {
            return text(seconds / HOUR, "h");
        }
        return seconds % MINUTE == 0 ? text(seconds / MINUTE, "min") : text(seconds, "s");
    }

    private String text(long units, String unit) {
        return limit + "/" + (units == 1 ? "" : units) + unit;
    }

    /** The rate times a factor, within the limits of a rate. */
    public Rate times(int factor) {
        return new Rate((int) Math.min(MOST, (long) limit * factor), period);
    }

    private static Duration unit(char letter) {
        return switch (letter) {
            case 'd' -> Duration.ofDays(1);
            case 'h' -> Duration.ofHours(1);
            case 'm' -> Duration.ofMinutes(1);
            default -> Duration.ofSeconds(1);
        };
    }
}
