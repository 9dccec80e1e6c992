package dev.keycard.spring.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Where a credential may pass that is limited to scopes. A rule of Spring Security such as {@code authenticated()} asks for no
 * scope, so it would give a limited credential everything. Thread-safe.
 */
@FunctionalInterface
public interface LimitedCredentials {

    /** Whether a rule that knows scopes decides about the request later. */
    boolean mayPass(HttpServletRequest request);
}
