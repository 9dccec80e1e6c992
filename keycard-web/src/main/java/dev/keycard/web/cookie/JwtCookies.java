package dev.keycard.web.cookie;

/** Which tokens are kept in a browser's cookies instead of the answer's body. */
public enum JwtCookies {
    /** None: clients keep their tokens themselves. */
    NONE,
    /** The refresh token; the access token stays with the page's scripts. */
    REFRESH,
    /** Both; scripts can read neither. */
    BOTH
}
