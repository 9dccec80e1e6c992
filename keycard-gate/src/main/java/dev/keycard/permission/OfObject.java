package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * A rule about objects of a type. For an object of another type the decision stays open; a denial would become a grant under
 * {@code not}.
 */
record OfObject<T>(Class<T> type, ObjectRule<? super T> rule) implements Decided {

    @Override
    public Decision decide(Request request, Principal principal) {
        return Decision.Depends.DEPENDS;
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        return type.isInstance(object)
                ? Decision.of(rule.permits(request, principal, type.cast(object)))
                : Decision.Depends.DEPENDS;
    }

    @Override
    public String toString() {
        return "ofObject(" + type.getSimpleName() + ")";
    }
}
