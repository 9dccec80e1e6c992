package dev.keycard.jwt;

/** Why a token is refused: for logs, metrics and tests. A client learns only that the token is not valid. */
public enum JwtError {
    /** Not a compact JWS of strict JSON whose known members have their types. */
    MALFORMED,
    /** Longer than any token of this kind is. */
    TOO_LARGE,
    /** An algorithm that is not known, a critical extension, or a header that brings or points to its own key. */
    UNSUPPORTED,
    /** No known key has that id and that algorithm; or the token names no key, and not exactly one fits. */
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    EXPIRED,
    NOT_YET_VALID,
    /** A refresh token where an access token is expected, or the reverse, or another type altogether. */
    WRONG_TYPE,
    WRONG_ISSUER,
    /** Made for somebody else: its audience does not name this one. */
    WRONG_AUDIENCE,
    MISSING_CLAIM,
    /** The token names no user. */
    NO_USER
}
