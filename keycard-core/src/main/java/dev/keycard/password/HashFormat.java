package dev.keycard.password;

/**
 * A way to turn a password into a hash: an algorithm with its cost. Two equal formats take the same time. Each implementation
 * also reads the stored texts of its kind, whatever they cost; {@link HashLimits} decide which of them are computed, because a
 * hostile imported hash must not cost minutes or gigabytes. Immutable and thread-safe.
 */
sealed interface HashFormat permits Argon2, BcryptSha256, Pbkdf2Sha256, Scrypt {

    /** Computes the hash. The password is taken whole, as UTF-8; it holds no lone surrogate. */
    byte[] derive(String password, byte[] salt, int length);

    /** The working memory of one hash in KiB; 0 if it is less than one. */
    int memoryKib();

    /** Roughly how long one hash takes: good enough to tell the dearer of two formats, and to refuse what takes far too long. */
    long microseconds();

    /** Algorithm and cost, for messages. */
    String describe();
}
