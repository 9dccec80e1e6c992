package dev.keycard.password;

/** What a check of a password against a stored hash found. */
public enum Verdict {
    /** The password is right. */
    MATCH,
    /** The password is right, but its hash is foreign or weaker than configured: hash it anew and replace it. */
    MATCH_OUTDATED,
    /** The password is wrong, or there is no hash to check it against. */
    MISMATCH,
    /** The stored text is no hash that any password could match: marked unusable, malformed, or beyond the limits. */
    UNUSABLE;

    /** Whether the password is right. */
    public boolean matches() {
        return this == MATCH || this == MATCH_OUTDATED;
    }
}
