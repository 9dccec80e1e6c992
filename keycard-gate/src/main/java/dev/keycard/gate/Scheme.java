package dev.keycard.gate;

/** The schemes of presenting credentials, as the configuration names them. */
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
