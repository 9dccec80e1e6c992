package dev.keycard.web.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.throttle.Rate;

/**
 * A rate under the name that clients see in the {@code RateLimit} headers. Immutable.
 *
 * @param quoted the name as a string of RFC 9651 (section 3.3.3)
 * @param announcement what {@code RateLimit-Policy} says of it
 */
record Policy(String quoted, Rate rate, String announcement) {

    static Policy of(String name, Rate rate) {
        String quoted = quoted(name);
        long window = rate.period().plusNanos(999_999_999).toSeconds();
        return new Policy(quoted, rate, quoted + ";q=" + rate.limit() + ";w=" + window);
    }

    /** What holds for the wider network around an address; its name says so. */
    Policy wider() {
        return of(quoted.substring(1, quoted.length() - 1) + "-network", rate.times(AddressKey.WIDER));
    }

    /** What {@code RateLimit} says after one was taken, or was not. */
    String state(long remaining, long seconds) {
        return quoted + ";r=" + remaining + ";t=" + seconds;
    }

    /** Characters that such a string cannot hold are left out of the name. */
    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        name.chars().filter(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\').forEach(c -> quoted.append((char) c));
        return quoted.append('"').toString();
    }
}
