package dev.keycard.spring.security;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.HeaderNames;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.CallerToken;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.spring.mvc.ChainMark;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /** Dispatches of a request that was verified before. */
    private static final Set<DispatcherType> LATER = EnumSet.of(DispatcherType.ASYNC, DispatcherType.ERROR);

    private final ServletGate gate;
    private final LimitedCredentials limited;
    private final boolean keepsTokens;

    /** The ASYNC and ERROR dispatches of a request find the context in an attribute of it. */
    private final RequestAttributeSecurityContextRepository repository =
            new RequestAttributeSecurityContextRepository();

    /** @param keepsTokens whether the access token of a request is kept until it is over, for calls to other services */
    KeycardAuthenticationFilter(ServletGate gate, LimitedCredentials limited, boolean keepsTokens) {
        this.gate = gate;
        this.limited = limited;
        this.keepsTokens = keepsTokens;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterNestedErrorDispatch(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        goOnAsBefore(request, response, chain);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LATER.contains(request.getDispatcherType())) {
            goOnAsBefore(request, response, chain);
            return;
        }
        CallerToken caller = null;
        try {
            ChainMark.put(request);
            Principal principal = gate.authenticate(request);
            if (principal instanceof AuthenticatedPrincipal signedIn
                    && signedIn.credential().isLimited()) {
                principal = limited.admit(request, signedIn);
                ChainMark.put(request, signedIn);
                gate.replace(request, principal);
            }
            if (principal instanceof AuthenticatedPrincipal signedIn) {
                caller = keepsTokens ? CallerToken.of(signedIn, request.getHeader(HeaderNames.AUTHORIZATION)) : null;
                authenticate(request, response, authentication(signedIn, caller));
            } else {
                forgetKept();
            }
        } catch (ApiError refused) {
            gate.refuse(request, response, refused);
            return;
        }
        goOn(request, response, chain, caller);
    }

    /** With the user of the request, whatever user a session of the container remembers. */
    private void goOnAsBefore(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (repository.containsContext(request)) {
            SecurityContextHolder.setContext(
                    repository.loadDeferredContext(request).get());
        } else {
            forgetKept();
        }
        chain.doFilter(request, response);
    }

    private static void goOn(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, @Nullable CallerToken caller)
            throws ServletException, IOException {
        if (caller == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            EndOfRequest.of(request, caller::forget);
        }
    }

    private static KeycardAuthentication authentication(AuthenticatedPrincipal signedIn, @Nullable CallerToken caller) {
        return caller == null ? new KeycardAuthentication(signedIn) : caller.authentication(signedIn);
    }

    /** A user whom a session of the container has kept was verified once, and not for this request. */
    private static void forgetKept() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof KeycardAuthentication) {
            SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        }
    }

    private void authenticate(
            HttpServletRequest request, HttpServletResponse response, KeycardAuthentication authentication) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        repository.saveContext(context, request, response);
    }
}
