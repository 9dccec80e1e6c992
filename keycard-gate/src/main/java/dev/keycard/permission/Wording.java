package dev.keycard.permission;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Writes rules as texts that {@link PermissionLanguage} reads. */
final class Wording {

    private static final Pattern BARE = Pattern.compile("[\\x21-\\x26\\x2A\\x2B\\x2D-\\x7E]+");

    private Wording() {}

    /** A rule with its argument, in quotes if it needs them. */
    static String call(String rule, String argument) {
        boolean bare = BARE.matcher(argument).matches();
        return rule + "(" + (bare ? argument : "'" + argument.replace("'", "''") + "'") + ")";
    }

    /** A rule as part of another one, in parentheses if it needs them. */
    static String operand(Permission rule, Class<?>... enclosed) {
        Permission bare = rule;
        while (bare instanceof Worded worded) {
            bare = worded.rule();
        }
        return Arrays.asList(enclosed).contains(bare.getClass()) ? "(" + bare + ")" : bare.toString();
    }
}
