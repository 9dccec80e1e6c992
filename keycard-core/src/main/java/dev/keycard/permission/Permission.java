package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * A rule over a request and whoever sends it. Rules compose; {@code and} and {@code or} do not ask the second when the first
 * decides. A rule must not block: it runs on the event loop. Thread-safe.
 */
@FunctionalInterface
public interface Permission {

    /** Whether the principal may make this request. */
    boolean permits(Request request, Principal principal);

    /** Permits what both permit. */
    default Permission and(Permission other) {
        return (request, principal) -> permits(request, principal) && other.permits(request, principal);
    }

    /** Permits what either permits. */
    default Permission or(Permission other) {
        return (request, principal) -> permits(request, principal) || other.permits(request, principal);
    }

    /** Permits what this refuses, and refuses what this permits. */
    default Permission not() {
        return (request, principal) -> !permits(request, principal);
    }
}
