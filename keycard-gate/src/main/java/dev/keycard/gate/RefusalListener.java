package dev.keycard.gate;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.http.Request;

/** Receives what the Gate refuses, for audit, logs and metrics. Thread-safe; must not block. */
public interface RefusalListener {

    /** A signed-in user was denied an endpoint of staff. */
    void permissionRefused(Request request, AuthenticatedPrincipal principal, Guarded endpoint);

    /**
     * A credential was refused, or is of no scheme that is enabled.
     *
     * @param scheme the authenticator that refused it; {@code none} if none read it
     */
    void credentialRefused(Request request, String scheme, RefusalReason reason);

    /**
     * What is thrown for a fault of a check: an {@link dev.keycard.http.ApiError} if it is one that the client may wait for, such
     * as a store that does not answer. By default the fault itself.
     */
    default RuntimeException thrown(RuntimeException fault) {
        return fault;
    }

    /** Does nothing. */
    static RefusalListener none() {
        return new RefusalListener() {
            @Override
            public void permissionRefused(Request request, AuthenticatedPrincipal principal, Guarded endpoint) {}

            @Override
            public void credentialRefused(Request request, String scheme, RefusalReason reason) {}
        };
    }
}
