package dev.keycard.jwt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which tokens are kept in a browser's cookies instead of the answer's body. */
public enum JwtCookies {
    /** None: clients keep their tokens themselves. */
    NONE,
    /** The refresh token; the access token stays with the page's scripts. */
    REFRESH,
    /** Both; scripts see neither. */
    BOTH;

    /** The choice of that name, in lower case. */
    public static Optional<JwtCookies> named(String name) {
        return Arrays.stream(values())
                .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
