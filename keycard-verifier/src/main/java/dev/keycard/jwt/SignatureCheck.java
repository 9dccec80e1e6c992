package dev.keycard.jwt;

/** A key in the form in which its provider checks signatures. Thread-safe: each call has its own engine. */
interface SignatureCheck {

    /** Whether the signature is valid; false for any malformed one. */
    boolean verify(byte[] input, byte[] signature);
}
