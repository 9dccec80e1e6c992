package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/** A rule with three-valued decisions: its boolean methods return true only if the decision is a grant. */
interface Decided extends Permission {

    @Override
    Decision decide(Request request, Principal principal);

    @Override
    Decision decide(Request request, Principal principal, Object object);

    @Override
    default boolean permits(Request request, Principal principal) {
        return decide(request, principal).isGranted();
    }

    @Override
    default boolean permits(Request request, Principal principal, Object object) {
        return decide(request, principal, object).isGranted();
    }
}
