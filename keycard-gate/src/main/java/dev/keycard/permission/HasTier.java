package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.Set;

/**
 * Permits users of at least a tier. A user whose tier is not configured has none. Made by {@link PermissionConfig#hasTier}.
 *
 * @param tier the lowest that suffices
 * @param sufficient that tier and those above it
 */
public record HasTier(String tier, Set<String> sufficient) implements Permission {

    public HasTier {
        sufficient = Set.copyOf(sufficient);
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && sufficient.contains(signedIn.subject().tier());
    }

    @Override
    public String toString() {
        return Wording.call("HasTier", tier);
    }
}
