package dev.keycard.password;

import java.util.Base64;
import java.util.Optional;

/** Reads the base64 inside stored hashes. */
final class HashText {

    private HashText() {}

    /** Decodes standard base64, padded or not; empty if it is anything else. */
    static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
