package dev.keycard.password;

/** Why a new password is refused. Each has a code that does not change; callers make the messages for people. */
public sealed interface PasswordProblem {

    /** A code that does not change. */
    String code();

    /** It has fewer characters than the minimum. */
    record TooShort(int minimum) implements PasswordProblem {
        @Override
        public String code() {
            return "password_too_short";
        }
    }

    /** It has more characters than the maximum. */
    record TooLong(int maximum) implements PasswordProblem {
        @Override
        public String code() {
            return "password_too_long";
        }
    }

    /** It is on the list of the most common passwords. */
    record TooCommon() implements PasswordProblem {
        @Override
        public String code() {
            return "password_too_common";
        }
    }

    /** It is similar to the user's name or address. */
    record TooSimilar() implements PasswordProblem {
        @Override
        public String code() {
            return "password_too_similar";
        }
    }

    /** It contains a surrogate without its partner, which is no character. */
    record NotText() implements PasswordProblem {
        @Override
        public String code() {
            return "password_not_text";
        }
    }
}
