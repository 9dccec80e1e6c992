package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * Permits users who have a role. Superusers do not have all roles.
 *
 * @param role compared exactly
 */
public record HasRole(String role) implements Permission {

    public HasRole {
        Names.requireName("a role", role);
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.subject().roles().contains(role);
    }

    @Override
    public String toString() {
        return Wording.call("HasRole", role);
    }
}
