package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.authentication.Subject;
import dev.keycard.http.Request;
import java.util.Collections;
import java.util.Set;

/**
 * Permits users with a role that grants a permission string, and superusers. Made by {@link PermissionConfig#hasPermission}.
 *
 * @param permission such as {@code articles.edit}
 * @param roles those that grant it
 */
public record HasPermission(String permission, Set<String> roles) implements Permission {

    public HasPermission {
        roles = Set.copyOf(roles);
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn && isGrantedTo(signedIn.subject());
    }

    private boolean isGrantedTo(Subject subject) {
        return subject.superuser() || !Collections.disjoint(subject.roles(), roles);
    }

    @Override
    public String toString() {
        return Wording.call("HasPermission", permission);
    }
}
