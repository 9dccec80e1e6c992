package dev.keycard.permission;

import dev.keycard.text.Characters;
import java.util.regex.Pattern;

/** Checks names in rules. Methods throw an {@link IllegalArgumentException} for invalid names. */
final class Names {

    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,64}"); // RFC 6749 3.3
    private static final String PART = "[a-z0-9_-]{1,64}";
    private static final Pattern PERMISSION = Pattern.compile(PART + "\\." + PART);
    private static final Pattern GRANT = Pattern.compile("\\*|" + PART + "\\.(?:\\*|" + PART + ")");

    private Names() {}

    /** Roles and tiers. A comma is refused, because lists are separated by commas. */
    static void requireName(String what, String name) {
        require(
                Characters.isName(name),
                name,
                what + " has 1 to 64 visible characters, no comma, and no blank at either end");
    }

    static void requireScope(String scope) {
        require(SCOPE, scope, "a scope has 1 to 64 visible ASCII characters without quotes and backslashes");
    }

    static void requirePermission(String permission) {
        require(PERMISSION, permission, "a permission is written app.action, in lower-case letters, digits, _ and -");
    }

    static void requireGrant(String grant) {
        require(GRANT, grant, "a role is given app.action, app.* or *, in lower-case letters, digits, _ and -");
    }

    private static void require(Pattern form, String text, String sentence) {
        require(form.matcher(text).matches(), text, sentence);
    }

    private static void require(boolean holds, String text, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException(sentence + ", not \"" + shown(text) + "\"");
        }
    }

    /** The given text for a message: shortened, and printable. */
    static String shown(String text) {
        return Characters.excerpt(text);
    }
}
