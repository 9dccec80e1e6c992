package dev.keycard.password;

import dev.keycard.message.Message;
import dev.keycard.message.MessageKey;

/** Why a new password is refused. Programs read the code, people the message. */
public sealed interface Problem {

    /** A word that does not change. */
    String code();

    /** What to tell the person. */
    Message message();

    /** It has fewer characters than the minimum. */
    record TooShort(int minimum) implements Problem {
        @Override
        public String code() {
            return "password_too_short";
        }

        @Override
        public Message message() {
            return MessageKey.PASSWORD_TOO_SHORT.with(minimum);
        }
    }

    /** It has more characters than the maximum. */
    record TooLong(int maximum) implements Problem {
        @Override
        public String code() {
            return "password_too_long";
        }

        @Override
        public Message message() {
            return MessageKey.PASSWORD_TOO_LONG.with(maximum);
        }
    }

    /** It is on the list of those that are guessed first. */
    record TooCommon() implements Problem {
        @Override
        public String code() {
            return "password_too_common";
        }

        @Override
        public Message message() {
            return MessageKey.PASSWORD_TOO_COMMON.with();
        }
    }

    /** It follows from the user's name or address. */
    record TooSimilar() implements Problem {
        @Override
        public String code() {
            return "password_too_similar";
        }

        @Override
        public Message message() {
            return MessageKey.PASSWORD_TOO_SIMILAR.with();
        }
    }

    /** It holds half a character: a surrogate without its partner. */
    record NotText() implements Problem {
        @Override
        public String code() {
            return "password_not_text";
        }

        @Override
        public Message message() {
            return MessageKey.PASSWORD_NOT_TEXT.with();
        }
    }
}
