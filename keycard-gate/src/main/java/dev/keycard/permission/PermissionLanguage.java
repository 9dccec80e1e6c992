package dev.keycard.permission;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Permissions as text, for configuration: {@code IsAuthenticated and (HasRole(editor) or HasTier(premium))}. Names are told
 * apart by case. {@code not} binds more than {@code and}, which binds more than {@code or}. An argument stands alone or in
 * single quotes; two of them within quotes mean one. What a permission prints as reads back as the same. Immutable.
 */
public final class PermissionLanguage {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 4096;

    /** How many parentheses and negations may be open at once. */
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
     * The permission that a text means.
     *
     * @throws IllegalArgumentException if it means none; the message is one sentence without its full stop, and says at which
     *     character, counted from 1
     */
    public Permission parse(String text) {
        if (text.length() > LONGEST) {
            throw refused(LONGEST + 1, "the text is longer than " + LONGEST + " characters");
        }
        return new Parser(plain, withArgument, Lexer.parts(text)).all();
    }

    /**
     * The permission that a configured rule means. Refuses one that grants an anonymous request only because of a {@code not},
     * such as {@code not HasRole(guest)}: whoever is not signed in has no role.
     *
     * @throws IllegalArgumentException also for what {@link #parse} refuses; the message is one sentence without its full stop,
     *     and shows the rule as it was probably meant
     */
    public Permission rule(String text) {
        return AnonymousByNegation.refused(parse(text));
    }

    static IllegalArgumentException refused(int position, String sentence) {
        return new IllegalArgumentException("at character " + position + ": " + sentence);
    }
}
