package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * Granted if either is; denied if both are; otherwise it depends. Operands after the first grant are not evaluated. If both
 * refuse, the first own message is used.
 */
record Or(Permission first, Permission second) implements Decided {

    @Override
    public Decision decide(Request request, Principal principal) {
        Decision decision = first.decide(request, principal);
        return decision.isGranted() ? decision : either(decision, second.decide(request, principal));
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        Decision decision = first.decide(request, principal, object);
        return decision.isGranted() ? decision : either(decision, second.decide(request, principal, object));
    }

    private static Decision either(Decision ungranted, Decision other) {
        if (other.isGranted() || !(ungranted instanceof Decision.Denied denied)) {
            return other.isGranted() ? other : ungranted;
        }
        return other.isDenied() && denied.hasOwnWords() ? denied : other;
    }

    @Override
    public String toString() {
        return first + " or " + Wording.operand(second, Or.class);
    }
}
