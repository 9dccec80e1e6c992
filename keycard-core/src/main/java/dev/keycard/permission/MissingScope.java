package dev.keycard.permission;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.Optional;

/** Finds the scope for lack of which a rule refuses, so that a client can be told what to ask for (RFC 6750 section 3.1). */
final class MissingScope {

    private MissingScope() {}

    /** The scope; empty if the rule refuses for another reason, or for one that cannot be told. */
    static Optional<String> of(Permission permission, Request request, Principal principal) {
        if (permission instanceof HasScope rule) {
            return rule.permits(request, principal) ? Optional.empty() : Optional.of(rule.scope());
        }
        if (permission instanceof HoldsScope rule) {
            return rule.permits(request, principal) ? Optional.empty() : Optional.of(rule.scope());
        }
        if (permission instanceof Worded worded) {
            return of(worded.rule(), request, principal);
        }
        if (permission instanceof Or or) {
            return of(or.first(), request, principal).or(() -> of(or.second(), request, principal));
        }
        return permission instanceof And and ? ofBoth(and, request, principal) : Optional.empty();
    }

    /** Where the first refuses for another reason, the scope that the second wants would not help. */
    private static Optional<String> ofBoth(And and, Request request, Principal principal) {
        return Admission.decide(and.first(), request, principal).isDenied()
                ? of(and.first(), request, principal)
                : of(and.second(), request, principal);
    }
}
