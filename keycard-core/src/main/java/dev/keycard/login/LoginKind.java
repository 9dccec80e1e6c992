package dev.keycard.login;

/** How a login is presented. */
public enum LoginKind {
    /** By a chain of refresh tokens and the access tokens minted with them. */
    TOKENS,
    /** By a browser's cookie. */
    SESSION
}
