package dev.keycard.address;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One element of a {@code Forwarded} header: parameters with semicolons between them (RFC 7239 section 4). */
final class ForwardedElement {

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    /** Quoted text without escapes: addresses need none, and an escape may be an attempt to be read differently. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(" + TOKEN + ")=(?:\"([^\"\\\\]*)\"|([!#$%&'*+.^_`|~0-9A-Za-z:\\[\\]-]+))[ \\t]*(;[ \\t]*|$)");

    private ForwardedElement() {}

    /** The {@code for} parameter. Empty if there is none or more than one, or if anything is malformed. */
    static Optional<String> forParameter(String element) {
        Optional<String> found = Optional.empty();
        Matcher parameter = PARAMETER.matcher(element);
        int end = 0;
        while (end < element.length()) {
            parameter.region(end, element.length());
            if (!parameter.lookingAt()) {
                return Optional.empty();
            }
            if (parameter.group(1).equalsIgnoreCase("for")) {
                if (found.isPresent()) {
                    return Optional.empty();
                }
                found = Optional.ofNullable(parameter.group(2)).or(() -> Optional.ofNullable(parameter.group(3)));
            }
            end = parameter.end();
        }
        return found;
    }
}
