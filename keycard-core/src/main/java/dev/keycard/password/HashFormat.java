package dev.keycard.password;

import java.util.Optional;

/**
 * An algorithm of password hashes with its cost. Equal formats take the same time. Each implementation also reads stored texts
 * of its kind with any cost; {@link HashLimits} decide which of them are computed, because a hostile imported hash must not
 * cost minutes or gigabytes. Immutable and thread-safe.
 */
sealed interface HashFormat permits Argon2, BcryptSha256, Pbkdf2Sha256, Scrypt {

    /** Reads a stored text by what stands before its first dollar sign; empty if it is of no format that is known here. */
    static Optional<StoredHash> read(String encoded) {
        int end = Math.max(0, encoded.indexOf('$'));
        return switch (encoded.substring(0, end)) {
            case "", "argon2" -> Argon2.read(encoded);
            case "bcrypt_sha256" -> BcryptSha256.read(encoded);
            case "pbkdf2_sha256" -> Pbkdf2Sha256.read(encoded);
            case "scrypt" -> Scrypt.read(encoded);
            default -> Optional.empty();
        };
    }

    /** Computes the hash of the whole password as UTF-8. The password has no lone surrogate. */
    byte[] derive(String password, byte[] salt, int length);

    /** The working memory of one hash in KiB; 0 if it is less than one. */
    int memoryKib();

    /** The approximate time of one hash: exact enough to compare two formats, and to refuse a hash that takes much too long. */
    long microseconds();

    /** Algorithm and cost, for messages. */
    String describe();
}
