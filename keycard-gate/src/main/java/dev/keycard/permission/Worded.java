package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/** A rule with its own code and message for a refusal. */
record Worded(Permission rule, Denial denial) implements Decided {

    @Override
    public Decision decide(Request request, Principal principal) {
        return worded(rule.decide(request, principal));
    }

    @Override
    public Decision decide(Request request, Principal principal, Object object) {
        return worded(rule.decide(request, principal, object));
    }

    private Decision worded(Decision decision) {
        return decision.isDenied() ? new Decision.Denied(denial) : decision;
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
