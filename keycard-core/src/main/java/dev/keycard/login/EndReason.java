package dev.keycard.login;

/** Why a login ended before its time. */
public enum EndReason {
    /** Its owner signed out, or ended it from the list of logins. */
    SIGNED_OUT,
    /** Its owner ended all logins at once. */
    SIGNED_OUT_EVERYWHERE,
    /** A refresh token was presented again after its successor was in use: it is in two hands. */
    REFRESH_REUSED,
    /** The password changed. */
    PASSWORD_CHANGED,
    /** The user was shut out. */
    USER_DEACTIVATED,
    /** An operator ended it. */
    ENDED_BY_STAFF,
    /** Whoever reads mail at the former address undid a change of the address. */
    EMAIL_CHANGE_UNDONE
}
