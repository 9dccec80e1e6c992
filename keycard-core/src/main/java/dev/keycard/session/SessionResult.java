package dev.keycard.session;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.login.VerifyResult;

/** Whether the secret of a session is good at this moment. Immutable. */
public sealed interface SessionResult {

    /**
     * The session is live, and its user may use it.
     *
     * @param principal the user as the store has them, with the id of the login, for permissions
     */
    record Verified(AuthenticatedPrincipal principal) implements SessionResult {}

    /** The session was good once, but must not be accepted any more. */
    record Revoked(VerifyResult.Cause cause) implements SessionResult {}

    /** The text is not the secret of a session that is known. */
    record Invalid(Problem problem) implements SessionResult {}

    /** Why a text is not the secret of a session. */
    enum Problem implements RefusalReason {
        /** The text does not have the length of a secret. */
        MALFORMED,
        /** No session has this secret. It may have been one, and been purged. */
        UNKNOWN_SESSION
    }
}
