package dev.keycard.spring.security;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Verifies the credential of a request, if it has one of Keycard's, and puts its user into the security context. A bad credential
 * is refused at once, as everywhere in Keycard. A context that is there already stays, if the request has no credential.
 * Thread-safe.
 */
final class KeycardAuthenticationFilter extends OncePerRequestFilter {

    private final ServletGate gate;
    private final LimitedCredentials limited;

    /** The ASYNC and ERROR dispatches of a request find the context in an attribute of it. */
    private final RequestAttributeSecurityContextRepository repository =
            new RequestAttributeSecurityContextRepository();

    KeycardAuthenticationFilter(ServletGate gate, LimitedCredentials limited) {
        this.gate = gate;
        this.limited = limited;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Principal principal = gate.authenticate(request);
            if (principal instanceof AuthenticatedPrincipal signedIn) {
                authenticate(request, response, signedIn);
            }
        } catch (ApiError refused) {
            gate.refuse(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    private void authenticate(
            HttpServletRequest request, HttpServletResponse response, AuthenticatedPrincipal signedIn) {
        if (signedIn.credential().isLimited() && !limited.mayPass(request)) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeycardAuthentication(signedIn));
        SecurityContextHolder.setContext(context);
        repository.saveContext(context, request, response);
    }
}
