package dev.keycard.throttle;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many within such a time. Written {@code 10/min}, {@code 5/s}, {@code 1000/day}, or {@code 3/20s}; the names
 * of periods may be shortened and stand in the plural. No other word is guessed at by its first letter: a month is no minute.
 *
 * @param limit how many, from one to a milliard less one
 * @param period within which time, from a second to thirty days
 */
public record Rate(int limit, Duration period) {

    private static final Pattern FORM = Pattern.compile(
            "([1-9][0-9]{0,8})/([1-9][0-9]{0,4})?(s(?:ecs?|econds?)?|m(?:ins?|inutes?)?|h(?:ours?)?|d(?:ays?)?)");
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

    /** So many times as many within the same period, as far as a rate goes. */
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
