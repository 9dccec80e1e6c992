package dev.keycard.gate;

/** The authentication schemes, by their names in the configuration. */
public enum Scheme {
    /** {@code Authorization: Bearer}, a JWT access token. */
    JWT,
    /** {@code Authorization: Token}, an API token. */
    TOKEN,
    /** A session cookie. */
    SESSION,
    /** {@code Authorization: Basic}, a name and a password; costs a hash on every request. */
    BASIC
}
