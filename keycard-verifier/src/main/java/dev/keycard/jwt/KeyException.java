package dev.keycard.jwt;

import java.io.Serial;

/**
 * A key that cannot be used, and what its owner can do about it. The message is meant to be printed as it is and holds nothing
 * of the key. There is no cause, because parsers quote what they cannot read.
 */
public final class KeyException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String complaint;
    private final int entry;

    /** @param complaint what is wrong, to be read after the name of the key: "is too short" */
    public KeyException(String complaint) {
        this(complaint, 0);
    }

    private KeyException(String complaint, int entry) {
        super((entry == 0 ? "the key " : "key " + entry + " ") + complaint);
        this.complaint = complaint;
        this.entry = entry;
    }

    /** What is wrong, to be read after the name of the key. */
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
