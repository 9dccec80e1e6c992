package dev.keycard.jwt;

/** A key in the form in which its provider checks signatures. Thread-safe: each call has its own engine. */
interface SignatureCheck {

    /** Whether it is the signature; whatever is wrong with it, the answer is no. */
    boolean verify(byte[] input, byte[] signature);
}
