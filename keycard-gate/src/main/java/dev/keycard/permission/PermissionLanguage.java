package dev.keycard.permission;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Permissions as text, for configuration: {@code IsAuthenticated and (HasRole(editor) or HasTier(premium))}. Names are
 * case-sensitive. {@code not} binds stronger than {@code and}, which binds stronger than {@code or}. An argument may be in
 * single quotes; two quotes within quotes mean one. The text of a permission can be read again and gives an equal permission.
 * Immutable.
 */
public final class PermissionLanguage {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 4096;

    /** The maximum depth of parentheses and negations. */
    public static final int DEEPEST = 32;

    private final SortedMap<String, Permission> plain = new TreeMap<>();
    private final SortedMap<String, Function<String, Permission>> withArgument;

    /** The language over configured roles and tiers. */
    public PermissionLanguage(PermissionConfig config) {
        Arrays.stream(Permissions.values()).forEach(rule -> plain.put(rule.label(), rule));
        this.withArgument = new TreeMap<>(Map.of(
                "HasRole", config::hasRole,
                "HasPermission", config::hasPermission,
                "HasTier", config::hasTier,
                "HasScope", HasScope::new,
                "HoldsScope", HoldsScope::new));
    }

    /**
     * Reads a permission.
     *
     * @throws IllegalArgumentException if the text is malformed; the message is one sentence without its full stop, and has the
     *     position of the character, counted from 1
     */
    public Permission parse(String text) {
        if (text.length() > LONGEST) {
            throw refused(LONGEST + 1, "the text is longer than " + LONGEST + " characters");
        }
        return new Parser(plain, withArgument, Lexer.parts(text)).all();
    }

    /**
     * Reads a configured rule. Refuses one that grants an anonymous request only because of a {@code not}, such as {@code not
     * HasRole(guest)}: an anonymous request has no role.
     *
     * @throws IllegalArgumentException also if {@link #parse} refuses the text; the message is one sentence without its full
     *     stop, and has the probably intended rule
     */
    public Permission rule(String text) {
        return AnonymousByNegation.refused(parse(text));
    }

    static IllegalArgumentException refused(int position, String sentence) {
        return new IllegalArgumentException("at character " + position + ": " + sentence);
    }
}
