package dev.keycard.message;

import java.util.Locale;

/**
 * The keys of messages about fields and forms. Messages of error codes have the code as their key. Every catalogue contains all
 * keys.
 */
public enum MessageKey {
    FIELD_NEEDED,
    FIELD_EMPTY,
    FIELD_NULL,
    FIELD_NO_TEXT,
    FIELD_NOT_WELL_FORMED,
    /** With the greatest number of characters. */
    FIELD_TOO_LONG,
    PARAMETER_TWICE,
    CURSOR_UNKNOWN,
    /** With the greatest number. */
    LIMIT_OUT_OF_RANGE,
    /** With the greatest number. */
    WAIT_OUT_OF_RANGE,
    NOT_AN_EMAIL,
    NOT_A_FLAG,
    NOT_AN_ID,
    CONTROL_CHARACTERS,
    BAD_CREDENTIALS,
    WRONG_PASSWORD,
    PASSWORD_JUST_CHANGED,
    /** With the least number of characters. */
    PASSWORD_TOO_SHORT,
    /** With the greatest number of characters. */
    PASSWORD_TOO_LONG,
    PASSWORD_TOO_COMMON,
    PASSWORD_TOO_SIMILAR,
    PASSWORD_NOT_TEXT,
    /** With the number of tokens. */
    TOO_MANY_TOKENS,
    SCOPES_WIDER,
    EXPIRY_LATER,
    EXPIRY_UNREADABLE,
    /** With the greatest number of names. */
    SCOPES_NO_LIST,
    SCOPE_MALFORMED,
    LINK_BAD,
    USERNAME_TAKEN,
    USERNAME_MALFORMED,
    MAIL_RESET_SUBJECT,
    /** With a blank and the user's name, or nothing; and the link. */
    MAIL_RESET_TEXT,
    /** With the names of accounts and a link for each. */
    MAIL_RESETS_TEXT,
    MAIL_CHANGE_CONFIRM_SUBJECT,
    /** With the link. */
    MAIL_CHANGE_CONFIRM_TEXT,
    MAIL_CHANGE_ASKED_SUBJECT,
    /** With a blank and the user's name, or nothing; and the link. */
    MAIL_CHANGE_ASKED_TEXT,
    NOTICE_API_TOKEN_SUBJECT,
    /** With a blank and the user's name, or nothing; the time; the client's address. So are the other notices. */
    NOTICE_API_TOKEN_TEXT,
    NOTICE_PASSWORD_SUBJECT,
    NOTICE_PASSWORD_TEXT,
    NOTICE_SIGN_IN_SUBJECT,
    NOTICE_SIGN_IN_TEXT,
    /** With a blank and the user's name, or nothing. */
    NOTICE_MORE_TEXT,
    MAIL_REGISTER_SUBJECT,
    /** With the link. */
    MAIL_REGISTER_TEXT,
    /** With the names of the scopes. */
    SCOPE_RESERVED,
    /** With the greatest number of days. */
    OVERLAP_UNREADABLE,
    /** With the greatest number of names. */
    ROLES_NO_LIST,
    ROLE_MALFORMED,
    TIER_MALFORMED,
    NOT_ONESELF,
    OWN_PASSWORD_ELSEWHERE,
    OWN_ADDRESS_ELSEWHERE,
    LAST_SUPERUSER,
    KEY_CONFIGURED;

    /** The key in the catalogue. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The message with its arguments, in the order of the catalogue. */
    public Message with(Object... arguments) {
        return Message.of(key(), arguments);
    }
}
