package dev.keycard.jwt;

import dev.keycard.authentication.RefusalReason;

/** Why a token is refused: for logs, metrics and tests. A client learns only that the token is not valid. */
public enum JwtError implements RefusalReason {
    /** Not a compact JWS of strict JSON, or a known member has the wrong type. */
    MALFORMED,
    /** Longer than any token of this kind is. */
    TOO_LARGE,
    /** An unknown algorithm, a critical extension, or a header that contains or points to a key. */
    UNSUPPORTED,
    /** No known key has that id and that algorithm; or the token names no key, and not exactly one key has its algorithm. */
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    EXPIRED,
    NOT_YET_VALID,
    /** A refresh token where an access token is expected, or the reverse, or another type altogether. */
    WRONG_TYPE,
    WRONG_ISSUER,
    /** The audience does not include this verifier. */
    WRONG_AUDIENCE,
    MISSING_CLAIM,
    /** The token has no valid user. */
    NO_USER
}
