package dev.keycard.spring;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;

/**
 * Permits everybody to read, and signed-in users to write. For {@link Permit}; the same as {@link
 * Permissions#IS_AUTHENTICATED_OR_READ_ONLY}.
 */
public final class IsAuthenticatedOrReadOnly implements Permission {

    @Override
    public boolean permits(Request request, Principal principal) {
        return Permissions.IS_AUTHENTICATED_OR_READ_ONLY.permits(request, principal);
    }

    @Override
    public Permission about(Request request) {
        return Permissions.IS_AUTHENTICATED_OR_READ_ONLY;
    }
}
