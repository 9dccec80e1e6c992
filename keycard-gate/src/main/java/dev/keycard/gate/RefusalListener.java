package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.http.Request;

/** Receives an event when a signed-in user is denied an endpoint of staff. Thread-safe; must not block. */
@FunctionalInterface
public interface RefusalListener {

    /** The principal was denied the endpoint. */
    void refused(Request request, AuthenticatedPrincipal principal, Guarded endpoint);

    /** Does nothing. */
    static RefusalListener none() {
        return (request, principal, endpoint) -> {};
    }
}
