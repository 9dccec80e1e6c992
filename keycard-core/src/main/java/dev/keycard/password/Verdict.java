package dev.keycard.password;

/** The result of a check of a password against a stored hash. */
public enum Verdict {
    /** The password is right. */
    MATCH,
    /** The password is right, but its hash is foreign or weaker than configured: hash the password again and replace the hash. */
    MATCH_OUTDATED,
    /** The password is wrong, or there is no hash to check it against. */
    MISMATCH,
    /** No password can match the stored text: it is marked unusable, malformed, or beyond the limits. */
    UNUSABLE;

    /** Whether the password is right. */
    public boolean matches() {
        return this == MATCH || this == MATCH_OUTDATED;
    }
}
