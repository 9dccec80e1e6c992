package dev.keycard.crypto;

/**
 * A text that must not be seen: it prints as {@code ***} and compares in constant time. Its value leaves only through
 * {@link #reveal()}, a name to search for in review. Immutable and thread-safe.
 */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The text itself, for the one place that needs it. */
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
