package dev.keycard.servlet;

import dev.keycard.authentication.AuthenticatedPrincipal;
import java.security.Principal;

/**
 * The user of a request, for {@link jakarta.servlet.http.HttpServletRequest#getUserPrincipal}. Its name is the id of the user.
 * Immutable.
 */
public record ServletPrincipal(AuthenticatedPrincipal authenticated) implements Principal {

    @Override
    public String getName() {
        return authenticated.subject().id().toString();
    }
}
