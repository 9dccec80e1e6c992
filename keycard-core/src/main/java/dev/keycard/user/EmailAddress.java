package dev.keycard.user;

import dev.keycard.text.Characters;
import java.util.regex.Pattern;

/**
 * Checks and folds mail addresses. They are stored as they were typed, and mail goes to the stored one only; a key that folds
 * case and compatibility forms (NFKC, then lower case without a language's rules) serves to find them again.
 */
public final class EmailAddress {

    /** The longest address, by RFC 5321 section 4.5.3.1.3, less the angle brackets. */
    public static final int MAX_LENGTH = 254;

    private static final Pattern FORM = Pattern.compile("[^\\s@\\p{Cntrl}]{1,64}@[^\\s@\\p{Cntrl}]{1,189}");

    /**
     * Narrower than RFC 5321: no quoted local parts, no domain literals, no character that separates or encloses addresses in a
     * header or a command, and no invisible character.
     */
    private static final Pattern DELIVERABLE = Pattern.compile("[^\\s@\\p{C}\\p{Z}<>()\\[\\],;:\\\\\"]{1,64}"
            + "@[\\p{L}\\p{N}\\p{M}](?:[\\p{L}\\p{N}\\p{M}.-]{0,187}[\\p{L}\\p{N}\\p{M}])?");

    private EmailAddress() {}

    /** Whether the text has the form of an address. What may be stored is wider than what mail is sent to. */
    public static boolean isAddress(String text) {
        return text.length() <= MAX_LENGTH && FORM.matcher(text).matches() && Characters.areVisible(text);
    }

    /** Whether mail can be sent there: one address, which cannot be read as several or as a header line. */
    public static boolean isDeliverable(String text) {
        return text.length() <= MAX_LENGTH && DELIVERABLE.matcher(text).matches() && Characters.areVisible(text);
    }

    /**
     * The key by which the address is found and counted, for any text at all. Different texts may share a key: it is used for
     * look-ups, never as a recipient.
     */
    public static String fold(String raw) {
        return FoldedText.of(raw, MAX_LENGTH);
    }
}
