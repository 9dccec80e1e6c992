package dev.keycard.login;

/** Why a login was ended before it expired. */
public enum EndReason {
    /** Its owner signed out, or ended it from the list of logins. */
    SIGNED_OUT,
    /** Its owner ended all logins at once. */
    SIGNED_OUT_EVERYWHERE,
    /** A replaced refresh token was presented too late, too often or from elsewhere: two clients may have it. */
    REFRESH_REUSED,
    /** The password changed. */
    PASSWORD_CHANGED,
    /** The user was deactivated. */
    USER_DEACTIVATED,
    /** An operator ended it. */
    ENDED_BY_STAFF,
    /** A change of the mail address was undone by the link that was mailed to the former address. */
    EMAIL_CHANGE_UNDONE
}
