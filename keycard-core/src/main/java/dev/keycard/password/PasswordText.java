package dev.keycard.password;

import java.nio.charset.StandardCharsets;

/** Which texts can be passwords at all. They are taken whole: nothing is trimmed, cut or normalised, and NUL is a character. */
final class PasswordText {

    /** In characters, that is code points. It bounds what a request can make us chew on. */
    static final int MAX_LENGTH = 1024;

    private PasswordText() {}

    static boolean isHashable(String password) {
        return !isTooLong(password) && isWellFormed(password);
    }

    static boolean isTooLong(String password) {
        return password.length() > 2 * MAX_LENGTH || password.codePointCount(0, password.length()) > MAX_LENGTH;
    }

    /** Whether the text has no lone surrogate: UTF-8 has none, so all of them would be hashed as one and the same character. */
    static boolean isWellFormed(String password) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }
}
