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

    @Override
    public boolean isUserInRole(String role) {
        return principal.authenticated().subject().roles().contains(role);
    }
}
