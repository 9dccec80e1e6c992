package dev.keycard.spring.mvc;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.mvc.Guards.Guard;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** A request that was admitted to a handler method; kept in an attribute of the request. For one thread at a time. */
final class Handling {

    private static final String ATTRIBUTE = Handling.class.getName();
    private static final Handling NONE =
            new Handling(null, new Guard(Permissions.ALLOW_ANY, false, false), Anonymous.ANONYMOUS, false);

    private final @Nullable HandlerMethod handler;
    private final Guard guard;
    private final Principal principal;
    private boolean asksForObject;

    /** @param asksForObject whether the rule can only decide about an object */
    Handling(@Nullable HandlerMethod handler, Guard guard, Principal principal, boolean asksForObject) {
        this.handler = handler;
        this.guard = guard;
        this.principal = principal;
        this.asksForObject = asksForObject;
    }

    /** That of the request; one that permits everybody if no handler method was admitted. */
    static Handling of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Handling handling ? handling : NONE;
    }

    void putInto(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    boolean isOf(HandlerMethod method) {
        return handler != null
                && handler.getMethod().equals(method.getMethod())
                && handler.getBeanType().equals(method.getBeanType());
    }

    /**
     * The rule of the handler method.
     *
     * @throws IllegalStateException if it has none: to permit the object then would be a guess
     */
    Permission ownRule() {
        if (handler == null || !guard.own()) {
            throw new IllegalStateException("the handler method has no @Permit: name the rule in ObjectGuard.require");
        }
        return guard.permission();
    }

    Principal principal() {
        return principal;
    }

    void objectChecked() {
        if (handler != null) {
            asksForObject = false;
        }
    }

    /** Whether the method answers by a stream, which begins before anything else could check it. */
    boolean streams() {
        if (handler == null) {
            return false;
        }
        ResolvableType type = ResolvableType.forMethodReturnType(handler.getMethod());
        Class<?> body = ResolvableType.NONE.equals(type.as(HttpEntity.class))
                ? type.toClass()
                : type.as(HttpEntity.class).getGeneric(0).toClass();
        return StreamingResponseBody.class.isAssignableFrom(body) || ResponseBodyEmitter.class.isAssignableFrom(body);
    }

    /**
     * Refuses the answer of a method whose rule is about an object, and which has asked about none.
     *
     * @throws IllegalStateException then: it is a mistake of the application
     */
    void requireObjectChecked() {
        if (asksForObject) {
            throw new IllegalStateException("the rule of " + handler
                    + " is about an object: call ObjectGuard.require with it before the method answers");
        }
    }
}
