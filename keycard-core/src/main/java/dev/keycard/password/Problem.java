package dev.keycard.password;

/** Why a new password is refused. Programs read the code, people the message. */
public sealed interface Problem {

    /** A word that does not change. */
    String code();

    /** An English sentence. */
    String message();

    /** It has fewer characters than the minimum. */
    record TooShort(int minimum) implements Problem {
        @Override
        public String code() {
            return "password_too_short";
        }

        @Override
        public String message() {
            return "Choose a password of at least " + minimum + " characters.";
        }
    }

    /** It has more characters than the maximum. */
    record TooLong(int maximum) implements Problem {
        @Override
        public String code() {
            return "password_too_long";
        }

        @Override
        public String message() {
            return "Choose a password of at most " + maximum + " characters.";
        }
    }

    /** It is on the list of those that are guessed first. */
    record TooCommon() implements Problem {
        @Override
        public String code() {
            return "password_too_common";
        }

        @Override
        public String message() {
            return "Many people use this password, so it is guessed first. Choose another.";
        }
    }

    /** It follows from the user's name or address. */
    record TooSimilar() implements Problem {
        @Override
        public String code() {
            return "password_too_similar";
        }

        @Override
        public String message() {
            return "This password is too close to the user name or e-mail address. Choose another.";
        }
    }

    /** It holds half a character: a surrogate without its partner. */
    record NotText() implements Problem {
        @Override
        public String code() {
            return "password_not_text";
        }

        @Override
        public String message() {
            return "This password holds an incomplete character. Type it again.";
        }
    }
}
