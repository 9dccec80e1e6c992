package dev.keycard.spring;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;

/**
 * Permits staff; with an API token that is limited to scopes, only if {@code admin} is one of them. For {@link Permit}; the same
 * as {@link Permissions#IS_ADMIN_USER}.
 */
public final class IsAdminUser implements Permission {

    @Override
    public boolean permits(Request request, Principal principal) {
        return Permissions.IS_ADMIN_USER.permits(request, principal);
    }

    @Override
    public Permission about(Request request) {
        return Permissions.IS_ADMIN_USER;
    }
}
