package dev.keycard.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * A name that someone signs in with. It is shown as it was chosen, and compared by a key that folds case and compatibility
 * forms (NFKC, then lower case), so that {@code Admin}, {@code ADMIN} and their full-width forms are one name, for signing in,
 * for uniqueness and for counting failures alike. The rules follow the idea of RFC 8265's {@code UsernameCaseMapped}.
 *
 * @param text the name as chosen, in NFKC form
 * @param key the name as compared
 */
public record Username(String text, String key) {

    /** The longest name, in characters: that of Django's users, whose tables are often the origin. */
    public static final int MAX_LENGTH = 150;

    /** Reads a name; empty if it is blank, too long, or holds spaces, control or invisible characters or stray surrogates. */
    public static Optional<Username> parse(String raw) {
        if (raw.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String text = Normalizer.normalize(raw, Normalizer.Form.NFKC);
        if (text.isEmpty() || text.length() > MAX_LENGTH || !text.codePoints().allMatch(Username::isAllowed)) {
            return Optional.empty();
        }
        return Optional.of(new Username(text, fold(text)));
    }

    /**
     * The key under which attempts with this name are counted, for any text at all: names that cannot exist are counted like
     * those that do.
     */
    public static String fold(String raw) {
        String bounded = raw.length() > MAX_LENGTH ? raw.substring(0, MAX_LENGTH) : raw;
        String folded = Normalizer.normalize(bounded, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // Lower case can leave the normal form again; a second pass makes the key stable.
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !isInvisibleLetterOrMark(codePoint);
        };
    }

    /**
     * Fillers, joiners and variation selectors leave no ink, and are of no category by which they could be refused (RFC 8264
     * section 9.13): with them, two names would look like one.
     */
    private static boolean isInvisibleLetterOrMark(int c) {
        return c == 0x034F // combining grapheme joiner
                || c == 0x115F
                || c == 0x1160 // Hangul fillers; compatibility forms of them were folded into these
                || c == 0x17B4
                || c == 0x17B5 // Khmer inherent vowels
                || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
                || c == 0x2800 // Braille without dots
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF); // variation selectors
    }

    @Override
    public String toString() {
        return text;
    }
}
