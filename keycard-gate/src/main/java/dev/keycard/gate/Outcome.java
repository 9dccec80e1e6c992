package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.http.ApiError;

/** What an authenticator says of a request. */
public sealed interface Outcome {

    /** The credential is good. */
    record Authenticated(AuthenticatedPrincipal principal) implements Outcome {}

    /** The request carries no credential of this scheme; another may try. */
    enum NotAttempted implements Outcome {
        NOT_ATTEMPTED
    }

    /** There is a credential of this scheme and it is bad; nobody else is asked. */
    record Refused(ApiError error) implements Outcome {}
}
