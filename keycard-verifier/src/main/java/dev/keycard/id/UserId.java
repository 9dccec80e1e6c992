package dev.keycard.id;

import dev.keycard.text.Characters;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The id of a user: an opaque text of 1 to 128 visible characters, compared character by character. Keycard's own users have
 * whole numbers, in decimal without leading zeros; an application's users may have UUIDs or anything else. Immutable and
 * thread-safe.
 */
public record UserId(String text) {

    /** The longest id, in characters. */
    public static final int MAX_LENGTH = 128;

    private static final int UUID_LENGTH = 36;

    /** The id that no user has. It is used for users who are not created yet, and for unknown names. */
    public static final UserId NOBODY = of(0);

    private static final String GREATEST_NUMBER = Long.toString(Long.MAX_VALUE);

    /**
     * Throws {@link IllegalArgumentException} if the text is empty, too long, or has blanks, controls or invisible characters.
     */
    public UserId {
        if (!isId(text)) {
            throw new IllegalArgumentException("a user id has 1 to " + MAX_LENGTH + " visible characters");
        }
    }

    /** The id of one of Keycard's own users. */
    public static UserId of(long number) {
        return new UserId(Long.toString(number));
    }

    /** The id of a user of an application whose ids are UUIDs. */
    public static UserId of(UUID uuid) {
        return new UserId(uuid.toString());
    }

    /** Reads an id that a client sent; empty if the text cannot be one. */
    public static Optional<UserId> parse(String text) {
        return isId(text) ? Optional.of(new UserId(text)) : Optional.empty();
    }

    /** The number, if this can be the id of one of Keycard's own users: "7" is one; "07", "-7" and "seven" are not. */
    public OptionalLong number() {
        return isNumber() ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** The UUID, if this is one in the form that {@link #of(UUID)} writes; of an application whose ids are UUIDs. */
    public Optional<UUID> uuid() {
        if (text.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The id for JSON and log entries: a {@link Long} if it is a number, else the text. */
    public Object value() {
        return isNumber() ? (Object) Long.parseLong(text) : text;
    }

    private boolean isNumber() {
        int length = text.length();
        if (length > GREATEST_NUMBER.length() || (text.charAt(0) == '0' && length > 1)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return length < GREATEST_NUMBER.length() || text.compareTo(GREATEST_NUMBER) <= 0;
    }

    private static boolean isId(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && areVisible(text);
    }

    /** A fast path for ASCII: an id is read for each verified token. */
    private static boolean areVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F) {
                return Characters.areVisible(text);
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
