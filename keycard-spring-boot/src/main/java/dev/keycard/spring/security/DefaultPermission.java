package dev.keycard.spring.security;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permission;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * The default permission, for every request whose handler has no rule of its own: controllers, static files, paths that do not
 * exist. The handler is looked up only for a request that the default refuses. Thread-safe.
 */
@Internal
public final class DefaultPermission implements AuthorizationManager<RequestAuthorizationContext> {

    private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);
    private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

    private final ServletGate gate;
    private final Permission permission;
    private final Predicate<HttpServletRequest> ownRules;

    /** @param ownRules whether a rule of its handler decides about a request later */
    public DefaultPermission(ServletGate gate, Permission permission, Predicate<HttpServletRequest> ownRules) {
        this.gate = gate;
        this.permission = permission;
        this.ownRules = ownRules;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        Principal principal = authentication.get() instanceof KeycardAuthentication known && known.isAuthenticated()
                ? known.getPrincipal()
                : Anonymous.ANONYMOUS;
        try {
            Admission.require(permission, false, gate.request(request), principal);
            return GRANTED;
        } catch (ApiError refused) {
            if (ownRules.test(request)) {
                return GRANTED;
            }
            SecurityRefusals.remember(request, refused);
            return DENIED;
        }
    }
}
