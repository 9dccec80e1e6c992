package dev.keycard.crypto;

/**
 * A secret text: it prints as {@code ***} and compares in constant time. Only {@link #reveal()} returns the text; a review can
 * search for that name. Immutable and thread-safe.
 */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The text itself. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Digest.same(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
