package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/** Denied if either is; granted if both are; otherwise it depends. Operands after the first denial are not evaluated. */
record And(Permission first, Permission second) implements Decided {

    @Override
    public Decision decide(Request request, Principal principal) {
        Decision decision = first.decide(request, principal);
        return decision.isDenied() ? decision : both(decision, second.decide(request, principal));
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        Decision decision = first.decide(request, principal, object);
        return decision.isDenied() ? decision : both(decision, second.decide(request, principal, object));
    }

    private static Decision both(Decision undenied, Decision other) {
        return undenied.isGranted() || other.isDenied() ? other : undenied;
    }

    @Override
    public String toString() {
        return Wording.operand(first, Or.class) + " and " + Wording.operand(second, And.class, Or.class);
    }
}
