package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Decision;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.spring.rules.Guards;
import dev.keycard.spring.rules.Guards.Guard;
import dev.keycard.spring.rules.Handling;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;

/**
 * Checks each request to a handler method before its arguments are read: whether its user is permitted, and how often. It comes
 * before all other interceptors. Thread-safe.
 */
@Internal
public final class PermitInterceptor implements HandlerInterceptor {

    private final ServletGate gate;
    private final Guards guards;

    public PermitInterceptor(ServletGate gate, Guards guards) {
        this.gate = gate;
        this.guards = guards;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (handler instanceof HandlerMethod method && isAdmitted(request, method)) {
            return true;
        }
        try {
            if (!(handler instanceof HandlerMethod method)) {
                requireSameSafety(request);
                return true;
            }
            admit(request, response, method);
            return true;
        } catch (ApiError refused) {
            gate.refuse(request, response, refused);
            return false;
        }
    }

    /** The chain has decided about other handlers; not about a method that changes something, if a filter has set it later. */
    private void requireSameSafety(HttpServletRequest request) {
        if (request.getDispatcherType() != DispatcherType.ERROR && gate.requireSameSafety(request)) {
            throw new ApiError(ErrorCode.PERMISSION_DENIED);
        }
    }

    /** An error page has no guard; an asynchronous method is dispatched again when its result is there. */
    private static boolean isAdmitted(HttpServletRequest request, HandlerMethod method) {
        return request.getDispatcherType() == DispatcherType.ERROR
                || (request.getDispatcherType() == DispatcherType.ASYNC
                        && RequestHandling.of(request).isOf(method));
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, HandlerMethod method) {
        boolean seen = ChainMark.isOn(request);
        Guard guard = guards.of(method, seen);
        if (!guard.own() && isOfFramework(method)) {
            return;
        }
        Principal known = seen ? known() : gate.authenticate(request);
        // A limited credential that the chain sees as anonymous is counted for its user.
        Principal presented = known == Anonymous.ANONYMOUS ? ChainMark.narrowed(request) : known;
        Principal admitted = gate.admit(request, response, presented, Guards.endpoint(request.getMethod(), guard));
        // Where the chain alone decides, it has decided about this user.
        Principal principal = guard.byChain() ? known : admitted;
        boolean asksForObject = guard.permission().decide(gate.request(request), principal) instanceof Decision.Depends;
        request.setAttribute(Handling.ATTRIBUTE, new Handling(method, guard, principal, asksForObject));
        if (asksForObject) {
            StreamCheck.of(request);
        }
    }

    /** Error pages and the actuator, about which the chain decides. */
    private static boolean isOfFramework(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("org.springframework.boot.");
    }

    /** The user of this request, as the chain knows them. */
    private static Principal known() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof KeycardAuthentication signedIn
                        && signedIn.isAuthenticated()
                ? signedIn.getPrincipal()
                : Anonymous.ANONYMOUS;
    }

    /** A rule about an object that was not asked about one protects nothing. */
    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        if (handler instanceof HandlerMethod method
                && RequestHandling.of(request).isOf(method)) {
            RequestHandling.requireObjectChecked(request, response);
        }
    }
}
