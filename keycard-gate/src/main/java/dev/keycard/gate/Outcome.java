package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.http.ApiError;

/** The outcome of an authenticator for a request. Immutable. */
public sealed interface Outcome {

    /** The credential is valid. */
    record Authenticated(AuthenticatedPrincipal principal) implements Outcome {}

    /** The request carries no credential of this scheme; the next authenticator is asked. */
    enum NotAttempted implements Outcome {
        NOT_ATTEMPTED
    }

    /**
     * There is a credential of this scheme and it is bad; no other authenticator is asked.
     *
     * @param error the answer to the client
     * @param reason for logs and metrics; it would help an attacker, so it is not in the answer
     */
    record Refused(ApiError error, RefusalReason reason) implements Outcome {}
}
