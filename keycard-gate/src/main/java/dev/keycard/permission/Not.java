package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/** Granted if the other is denied, denied if it is granted; otherwise it depends. */
record Not(Permission refused) implements Decided {

    @Override
    public Decision decide(Request request, Principal principal) {
        return turned(refused.decide(request, principal));
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        return turned(refused.decide(request, principal, object));
    }

    private static Decision turned(Decision decision) {
        return decision == Decision.Depends.DEPENDS ? decision : Decision.of(decision.isDenied());
    }

    @Override
    public Permission not() {
        return refused;
    }

    @Override
    public String toString() {
        return "not " + Wording.operand(refused, And.class, Or.class);
    }
}
