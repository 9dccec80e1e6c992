package dev.keycard.spring;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;

/** Permits everybody. For {@link Permit}; the same as {@link Permissions#ALLOW_ANY}. */
public final class AllowAny implements Permission {

    @Override
    public boolean permits(Request request, Principal principal) {
        return Permissions.ALLOW_ANY.permits(request, principal);
    }

    @Override
    public Permission about(Request request) {
        return Permissions.ALLOW_ANY;
    }
}
