package dev.keycard.id;

import dev.keycard.crypto.Entropy;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An identifier that contains the millisecond in which it was made: a UUID of version 7 (RFC 9562) in its usual text form.
 *
 * <p>A login's id contains the time at which the login began, to the millisecond. So the revocation of all logins before a
 * moment can be checked for a token that names its login, without reading the login. The 74 random bits make ids unguessable,
 * but an id is not a secret and is never a credential. Immutable and thread-safe.
 */
public record TimeId(String text) {

    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** Throws an {@link IllegalArgumentException} if the text is not a lower-case UUID of version 7. */
    public TimeId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a version 7 UUID");
        }
    }

    /** Makes a new id for the given moment. */
    public static TimeId at(Instant moment, Entropy entropy) {
        byte[] bytes = entropy.bytes(16);
        long millis = moment.toEpochMilli();
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        bytes[6] = (byte) (0x70 | (bytes[6] & 0x0f));
        bytes[8] = (byte) (0x80 | (bytes[8] & 0x3f));
        String hex = HexFormat.of().formatHex(bytes);
        return new TimeId(hex.substring(0, 8)
                + '-'
                + hex.substring(8, 12)
                + '-'
                + hex.substring(12, 16)
                + '-'
                + hex.substring(16, 20)
                + '-'
                + hex.substring(20));
    }

    /** The smallest id of a moment: every id that was made before is smaller, also as a text. */
    public static TimeId firstOf(Instant moment) {
        String hex = HexFormat.of().toHexDigits(moment.toEpochMilli(), 12);
        return new TimeId(hex.substring(0, 8) + '-' + hex.substring(8) + "-7000-8000-000000000000");
    }

    /** Reads an id that a client sent; empty if it has another form. */
    public static Optional<TimeId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TimeId(text)) : Optional.empty();
    }

    /** The millisecond in which the id was made. */
    public Instant time() {
        long high = Long.parseLong(text, 0, 8, 16);
        long low = Long.parseLong(text, 9, 13, 16);
        return Instant.ofEpochMilli(high << 16 | low);
    }

    @Override
    public String toString() {
        return text;
    }
}
