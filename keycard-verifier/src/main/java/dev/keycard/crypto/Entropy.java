package dev.keycard.crypto;

import java.security.SecureRandom;

/**
 * The source of randomness. All random values come from an injected instance, so that tests are repeatable and no other code
 * creates a generator. Implementations are thread-safe.
 */
@FunctionalInterface
public interface Entropy {

    /** Fills the array with unpredictable bytes. */
    void fill(byte[] target);

    /** Returns that many unpredictable bytes. */
    default byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        fill(bytes);
        return bytes;
    }

    /** Returns 256 unpredictable bits as 43 base64url characters: the size of every opaque secret here. */
    default String secretText() {
        return Base64Url.encode(bytes(32));
    }

    /** The operating system's generator. */
    static Entropy secure() {
        return new SecureRandom()::nextBytes;
    }
}
