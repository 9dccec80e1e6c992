package dev.keycard.web.request;

import dev.keycard.api.Internal;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the cookies of a request. */
@Internal
public final class Cookies {

    private Cookies() {}

    /**
     * The value of a cookie; empty if it is absent, empty, or sent more than once. Two cookies with one name mean that an
     * attacker who controls a neighbouring host or path has set the second one. The attacker can choose which one the browser
     * sends first, so both are ignored.
     */
    public static Optional<String> value(Request request, String name) {
        String found = null;
        for (String line : request.headers(HeaderNames.COOKIE)) {
            int at = 0;
            while (at < line.length()) {
                int end = line.indexOf(';', at);
                end = end < 0 ? line.length() : end;
                String value = valueIfNamed(line, at, end, name);
                if (value != null) {
                    if (found != null) {
                        return Optional.empty();
                    }
                    found = value;
                }
                at = end + 1;
            }
        }
        return Optional.ofNullable(found).filter(value -> !value.isEmpty());
    }

    private static @Nullable String valueIfNamed(String line, int from, int end, String name) {
        int start = from;
        while (start < end && line.charAt(start) == ' ') {
            start++;
        }
        int equals = start + name.length();
        if (equals >= end || line.charAt(equals) != '=' || !line.startsWith(name, start)) {
            return null;
        }
        return line.substring(equals + 1, end).trim();
    }
}
