package dev.keycard.text;

import dev.keycard.api.Internal;

/**
 * The allowed characters in texts from people, and their replacements for display. Names of users, roles and tiers consist of
 * visible characters only; lines for display ({@link #isLine}) may contain all characters that names of people in any script
 * need. A character is not visible if it has no glyph or changes how others are shown: controls (also U+0080 to U+009F),
 * direction marks, line separators, joiners, fillers, variation selectors, characters for private use, and unassigned ones.
 */
@Internal
public final class Characters {

    private static final int NO_BREAK_SPACE = 0xA0;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;
    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;

    private Characters() {}

    /** Whether the character is visible. Blanks are not. */
    public static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> !leavesNoInk(c) && !isVariationSelector(c);
        };
    }

    /** Whether all characters are visible. */
    public static boolean areVisible(String text) {
        return text.codePoints().allMatch(Characters::isVisible);
    }

    /**
     * Whether the text is a valid name of a role or a tier: 1 to 64 visible characters or blanks, no comma, no blank at either
     * end.
     */
    public static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= 64
                && text.charAt(0) != ' '
                && text.charAt(text.length() - 1) != ' '
                && text.codePoints().allMatch(c -> c == ' ' || (c != ',' && isVisible(c)));
    }

    /**
     * Whether the text is a line for display, such as the name of a person or of an API token: visible characters and blanks.
     * One joiner or non-joiner, which Persian and the scripts of India need, or one variation selector may follow a visible
     * character. Characters that this JDK does not know are accepted, because they may be new.
     */
    public static boolean isLine(String text) {
        boolean base = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean refines = c == NON_JOINER || c == JOINER || isVariationSelector(c);
            if (refines ? !base : !isShown(c)) {
                return false;
            }
            base = refines ? isVariationSelector(c) && isJoinerAt(text, i) : !isBlank(c);
        }
        return true;
    }

    /**
     * The text for display on one line: characters that are not printable become question marks. A character is printable if no
     * terminal, log or mail header interprets it as a command or a line end.
     */
    public static String printable(String text) {
        int first = firstUnprintable(text, false);
        if (first == text.length()) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length()).append(text, 0, first);
        text.codePoints()
                .skip(text.codePointCount(0, first))
                .forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : '?'));
        return shown.toString();
    }

    /**
     * The text for output of several lines, such as a table or JSON: characters that are not printable become JSON escapes
     * ({@code U+009B} as {@code \\u009b}), so that JSON keeps its meaning. Line feeds and tabs are kept.
     */
    public static String escaped(String text) {
        int first = firstUnprintable(text, true);
        if (first == text.length()) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); ) {
            int c = text.codePointAt(i);
            int length = Character.charCount(c);
            if (c == '\n' || c == '\t' || isPrintable(c)) {
                escaped.appendCodePoint(c);
            } else {
                text.substring(i, i + length).chars().forEach(unit -> escaped.append(String.format("\\u%04x", unit)));
            }
            i += length;
        }
        return escaped.toString();
    }

    private static int firstUnprintable(String text, boolean lines) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (!isPrintable(c) && !(lines && (c == '\n' || c == '\t'))) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private static boolean isPrintable(int c) {
        if (c >= ' ' && c < 0x7F) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            case Character.FORMAT -> c == NON_JOINER || c == JOINER;
            default -> true;
        };
    }

    private static boolean isShown(int c) {
        return isBlank(c)
                || isVisible(c)
                || (Character.getType(c) == Character.UNASSIGNED
                        && !leavesNoInk(c)
                        && (c & 0xFFFE) != 0xFFFE
                        && (c < 0xFDD0 || c > 0xFDEF));
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == NO_BREAK_SPACE || c == IDEOGRAPHIC_SPACE;
    }

    /** Emoji are joined after a selector. */
    private static boolean isJoinerAt(String text, int index) {
        return index < text.length() && text.charAt(index) == JOINER;
    }

    /**
     * Letters, marks and reserved code points without a glyph, which their category does not exclude (RFC 8264 section 9.13):
     * with them, two names could look the same.
     */
    private static boolean leavesNoInk(int c) {
        return c == 0x034F // combining grapheme joiner
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0 // Hangul fillers
                || c == 0x17B4
                || c == 0x17B5 // Khmer inherent vowels
                || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
                || c == 0x2065
                || c == 0x2800 // Braille without dots
                || (c >= 0xFFF0 && c <= 0xFFF8)
                || (c >= 0xE0000 && c <= 0xE0FFF && !isVariationSelector(c));
    }

    private static boolean isVariationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    }

    /** The beginning of a text, at most 40 characters, for display. */
    public static String excerpt(String text) {
        return printable(text.length() <= 40 ? text : text.substring(0, 40) + "…");
    }
}
