package dev.keycard.jwt;

/** The outcome of {@link JwtVerifier#verify}. */
public sealed interface Verification {

    /** The token holds. */
    record Verified(VerifiedToken token) implements Verification {}

    /** The token does not hold, and nothing in it is to be believed. */
    record Invalid(JwtError reason) implements Verification {}
}
