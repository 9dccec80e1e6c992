package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.Optional;

/** Finds the scope that a refused request lacks, for the {@code scope} parameter of the challenge (RFC 6750 section 3.1). */
final class MissingScope {

    private MissingScope() {}

    /** The scope; empty if the rule refuses for another or an unknown reason. */
    static Optional<String> of(Permission permission, Request request, Principal principal) {
        Permission rule = permission.about(request);
        if (rule instanceof Worded worded) {
            return of(worded.rule(), request, principal);
        }
        if (rule instanceof Or or) {
            return of(or.first(), request, principal).or(() -> of(or.second(), request, principal));
        }
        return rule instanceof And and
                ? ofBoth(and, request, principal)
                : ScopesAsked.by(rule).filter(scope -> isWhatLacks(rule, request, principal));
    }

    /** A user who is not staff is refused for that, and not for a scope. */
    private static boolean isWhatLacks(Permission rule, Request request, Principal principal) {
        return !rule.permits(request, principal)
                && (rule != Permissions.IS_ADMIN_USER
                        || (principal instanceof AuthenticatedPrincipal signedIn
                                && signedIn.subject().staff()));
    }

    /** If the first operand refuses for another reason, the scope that the second requires would not help. */
    private static Optional<String> ofBoth(And and, Request request, Principal principal) {
        return Admission.decideAlone(and.first(), request, principal).isDenied()
                ? of(and.first(), request, principal)
                : of(and.second(), request, principal);
    }
}
