package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.rules.Guards.Guard;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;

/**
 * A request that was admitted to a handler method; kept in an attribute of the request. For one thread at a time, not always the
 * same.
 */
@Internal
public final class Handling {

    /** The attribute of a request that holds it. */
    public static final String ATTRIBUTE = Handling.class.getName();

    private static final Handling NONE =
            new Handling(null, new Guard(Permissions.ALLOW_ANY, false, false, ""), Anonymous.ANONYMOUS, false);

    private final @Nullable HandlerMethod handler;
    private final Guard guard;
    private final Principal principal;
    private volatile boolean asksForObject;

    /** @param asksForObject whether the rule can only decide about an object */
    public Handling(@Nullable HandlerMethod handler, Guard guard, Principal principal, boolean asksForObject) {
        this.handler = handler;
        this.guard = guard;
        this.principal = principal;
        this.asksForObject = asksForObject;
    }

    /** What an attribute of a request holds; one that permits everybody if no handler method was admitted. */
    public static Handling from(@Nullable Object attribute) {
        return attribute instanceof Handling handling ? handling : NONE;
    }

    /** Whether it is of this method. */
    public boolean isOf(HandlerMethod method) {
        return handler != null
                && handler.getMethod().equals(method.getMethod())
                && handler.getBeanType().equals(method.getBeanType());
    }

    /**
     * The rule of the handler method.
     *
     * @throws IllegalStateException if it has none: to permit the object then would be a guess
     */
    public Permission ownRule() {
        if (handler == null || !guard.own()) {
            throw new IllegalStateException("the handler method has no @Permit: name the rule in ObjectGuard.require");
        }
        return guard.permission();
    }

    /** The user of the request. */
    public Principal principal() {
        return principal;
    }

    /** The rule has decided about an object. */
    public void objectChecked() {
        if (handler != null) {
            asksForObject = false;
        }
    }

    /** The method; null if none was admitted. */
    public @Nullable HandlerMethod handler() {
        return handler;
    }

    /**
     * Refuses the answer of a method whose rule is about an object, and which has asked about none.
     *
     * @throws IllegalStateException then: it is a mistake of the application
     */
    public void requireObjectChecked() {
        if (asksForObject) {
            throw new IllegalStateException("the rule of " + handler
                    + " is about an object: call ObjectGuard.require, or ReactiveObjectGuard.require, with it"
                    + " before the method answers");
        }
    }
}
