package dev.keycard.spring.security;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Decides where a credential may pass that is limited to scopes. A rule of Spring Security such as {@code authenticated()} asks
 * for no scope, so it would give a limited credential everything. Thread-safe.
 */
@FunctionalInterface
public interface LimitedCredentials {

    /**
     * Who the chain sees.
     *
     * @return the user, or anonymous if everybody may make the request and its rule asks for no scope of the credential
     * @throws dev.keycard.http.ApiError if no rule that knows scopes admits the credential
     */
    Principal admit(HttpServletRequest request, AuthenticatedPrincipal limited);
}
