package dev.keycard.apitoken;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;

/** Whether an API token is good at this moment. Immutable. */
public sealed interface ApiTokenResult {

    /**
     * The token is live, and its owner may use it.
     *
     * @param principal the owner as the store has them, with the id and the scopes of the token, for permissions
     */
    record Verified(AuthenticatedPrincipal principal) implements ApiTokenResult {}

    /** The token was good once, but must not be accepted any more. */
    record Revoked(Cause cause) implements ApiTokenResult {}

    /** The text is no token that is known, or the token has expired. */
    record Invalid(Problem problem) implements ApiTokenResult {}

    /** Why a token that is known is not good. */
    enum Cause implements RefusalReason {
        /** The token was ended, or all tokens of its owner were. */
        REVOKED,
        USER_INACTIVE,
        /** The directory of the application does not have the owner any more. */
        USER_NOT_FOUND
    }

    /** Why a text is not a token that can be used. */
    enum Problem implements RefusalReason {
        /** The text does not have the form of an API token, or its checksum is wrong. */
        MALFORMED,
        /** No token has this text. It may have been one, and been purged. */
        UNKNOWN_TOKEN,
        EXPIRED
    }
}
