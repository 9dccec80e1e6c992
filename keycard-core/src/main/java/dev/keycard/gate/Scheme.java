package dev.keycard.gate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The schemes of presenting credentials, as the configuration names them. */
public enum Scheme {
    /** {@code Authorization: Bearer}, a JWT access token. */
    JWT,
    /** {@code Authorization: Token}, an API token. */
    TOKEN,
    /** A session cookie. */
    SESSION,
    /** {@code Authorization: Basic}, a name and a password; costs a hash on every request. */
    BASIC;

    /** The scheme of that name, in lower case. */
    public static Optional<Scheme> named(String name) {
        return Arrays.stream(values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
