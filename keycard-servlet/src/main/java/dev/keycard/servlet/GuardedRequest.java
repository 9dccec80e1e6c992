package dev.keycard.servlet;

import dev.keycard.authentication.AuthenticatedPrincipal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request of a signed-in user, as the servlets of the application see it. */
final class GuardedRequest extends HttpServletRequestWrapper {

    private final ServletPrincipal principal;

    GuardedRequest(HttpServletRequest request, AuthenticatedPrincipal signedIn) {
        super(request);
        this.principal = new ServletPrincipal(signedIn);
    }

    @Override
    public Principal getUserPrincipal() {
        return principal;
    }

    @Override
    public String getRemoteUser() {
        return principal.getName();
    }

    /** A credential that is limited to scopes has no roles: with these it could do more than its scopes. */
    @Override
    public boolean isUserInRole(String role) {
        AuthenticatedPrincipal signedIn = principal.authenticated();
        return !signedIn.credential().isLimited() && signedIn.subject().roles().contains(role);
    }
}
