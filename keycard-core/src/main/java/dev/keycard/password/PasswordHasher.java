package dev.keycard.password;

/**
 * Hashes passwords and verifies hashes: {@link Argon2Hasher} unless the program brings another one. {@link Passwords} calls it on
 * a few threads, behind its queue. Thread-safe.
 */
public interface PasswordHasher {

    /**
     * Hashes a new password with a fresh salt.
     *
     * @return a text that contains everything that {@link #verify} needs, and does not begin with {@code !}
     * @throws IllegalArgumentException if it cannot hash this password
     */
    String hash(String password);

    /**
     * Checks the password against a stored text.
     *
     * @return {@link Verdict#UNUSABLE} for a text that is no hash of this hasher
     */
    Verdict verify(String password, String encoded);

    /** Whether a new hash of the same password would be stronger than this one. False for a text that is no hash. */
    boolean isOutdated(String encoded);
}
