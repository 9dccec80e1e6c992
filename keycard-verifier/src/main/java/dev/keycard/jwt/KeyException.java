package dev.keycard.jwt;

import java.io.Serial;

/**
 * A key cannot be used. The message is for its owner, says what to do, and contains nothing of the key. There is no cause,
 * because messages of parsers may quote the key.
 */
public final class KeyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String complaint;
    private final int entry;

    /** @param complaint the problem, as a clause that follows the name of the key: "is too short" */
    public KeyException(String complaint) {
        this(complaint, 0);
    }

    private KeyException(String complaint, int entry) {
        super((entry == 0 ? "the key " : "key " + entry + " ") + complaint);
        this.complaint = complaint;
        this.entry = entry;
    }

    /** The problem, as a clause that follows the name of the key. */
    public String complaint() {
        return complaint;
    }

    /** Which of several entries the key was in, counted from 1; 0 if there was only one. */
    public int entry() {
        return entry;
    }

    KeyException inEntry(int number) {
        return new KeyException(complaint, number);
    }
}
