package dev.keycard.password;

import java.nio.charset.StandardCharsets;

/**
 * Checks whether a text can be a password. Passwords are used whole: they are not trimmed, truncated or normalised, and NUL is
 * a character.
 */
final class PasswordText {

    /** In characters, that is code points. It bounds the cost of a request. */
    static final int MAX_LENGTH = 1024;

    private PasswordText() {}

    static boolean isHashable(String password) {
        return !isTooLong(password) && isWellFormed(password);
    }

    static boolean isTooLong(String password) {
        return password.length() > 2 * MAX_LENGTH || password.codePointCount(0, password.length()) > MAX_LENGTH;
    }

    /** Whether the text has no lone surrogate: these have no UTF-8 form, and all would be hashed as the same character. */
    static boolean isWellFormed(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }
}
