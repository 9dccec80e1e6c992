package dev.keycard.spring.security;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.spring.mvc.ChainMark;
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

    /** An attribute of requests of tests, whose user no credential stands for. */
    static final String GIVEN_BY_TEST = KeycardAuthenticationFilter.class.getName() + ".given";

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
            ChainMark.put(request);
            Principal principal = gate.authenticate(request);
            if (principal instanceof AuthenticatedPrincipal signedIn
                    && signedIn.credential().isLimited()) {
                principal = limited.admit(request, signedIn);
                gate.replace(request, principal);
            }
            if (principal instanceof AuthenticatedPrincipal signedIn) {
                authenticate(request, response, signedIn);
            } else {
                forgetWithoutCredential(request);
            }
        } catch (ApiError refused) {
            gate.refuse(request, response, refused);
            return;
        }
        chain.doFilter(request, response);
    }

    /** A user whom a session of the container has kept was verified once, and not for this request. */
    private static void forgetWithoutCredential(HttpServletRequest request) {
        boolean kept = SecurityContextHolder.getContext().getAuthentication() instanceof KeycardAuthentication;
        if (kept && request.getAttribute(GIVEN_BY_TEST) == null) {
            SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        }
    }

    private void authenticate(
            HttpServletRequest request, HttpServletResponse response, AuthenticatedPrincipal signedIn) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new KeycardAuthentication(signedIn));
        SecurityContextHolder.setContext(context);
        repository.saveContext(context, request, response);
    }
}
