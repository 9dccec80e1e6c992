package dev.keycard.jwt;

/** The outcome of {@link JwtVerifier#verify}. */
public sealed interface Verification {

    /** The token is valid. */
    record Verified(VerifiedToken token) implements Verification {}

    /** The token is not valid; nothing in it can be trusted. */
    record Invalid(JwtError reason) implements Verification {}
}
