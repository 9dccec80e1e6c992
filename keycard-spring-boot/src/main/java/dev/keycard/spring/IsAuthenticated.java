package dev.keycard.spring;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;

/** Permits signed-in users. For {@link Permit}; the same as {@link Permissions#IS_AUTHENTICATED}. */
public final class IsAuthenticated implements Permission {

    @Override
    public boolean permits(Request request, Principal principal) {
        return Permissions.IS_AUTHENTICATED.permits(request, principal);
    }

    @Override
    public Permission about(Request request) {
        return Permissions.IS_AUTHENTICATED;
    }
}
