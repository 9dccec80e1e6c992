package dev.keycard.spring.mvc;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/** A request that was admitted to a handler method; kept in an attribute of the request. For one thread at a time. */
final class Handling {

    private static final String ATTRIBUTE = Handling.class.getName();
    private static final Handling NONE = new Handling(null, Permissions.ALLOW_ANY, Anonymous.ANONYMOUS, false);

    private final @Nullable HandlerMethod handler;
    private final Permission permission;
    private final Principal principal;
    private boolean asksForObject;

    /** @param asksForObject whether the rule can only decide about an object */
    Handling(@Nullable HandlerMethod handler, Permission permission, Principal principal, boolean asksForObject) {
        this.handler = handler;
        this.permission = permission;
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
        return handler != null && handler.getMethod().equals(method.getMethod());
    }

    boolean isOf(Method method) {
        return handler != null && handler.getMethod().equals(method);
    }

    Permission permission() {
        return permission;
    }

    Principal principal() {
        return principal;
    }

    void objectChecked() {
        if (handler != null) {
            asksForObject = false;
        }
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
