package dev.keycard.web.throttle;

import dev.keycard.address.AddressKey;
import dev.keycard.throttle.Rate;

/**
 * A rate with its name in the {@code RateLimit} headers. Immutable.
 *
 * @param quoted the name as a string of RFC 9651 (section 3.3.3)
 * @param announcement the value for {@code RateLimit-Policy}
 */
record Policy(String quoted, Rate rate, String announcement) {

    static Policy of(String name, Rate rate) {
        String quoted = quoted(name);
        long window = rate.period().plusNanos(999_999_999).toSeconds();
        return new Policy(quoted, rate, quoted + ";q=" + rate.limit() + ";w=" + window);
    }

    /** The policy for the wider network around an address, with a name of its own. */
    Policy wider() {
        return of(quoted.substring(1, quoted.length() - 1) + "-network", rate.times(AddressKey.WIDER));
    }

    /** The value for {@code RateLimit} after a count. */
    String state(long remaining, long seconds) {
        return quoted + ";r=" + remaining + ";t=" + seconds;
    }

    /** Removes characters that such a string cannot contain. */
    private static String quoted(String name) {
        StringBuilder quoted = new StringBuilder("\"");
        name.chars().filter(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\').forEach(c -> quoted.append((char) c));
        return quoted.append('"').toString();
    }
}
