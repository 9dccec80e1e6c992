package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Guarded;
import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.spring.Permit;
import dev.keycard.spring.Throttled;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.method.HandlerMethod;

/**
 * What guards each handler method: the rule of its {@link Permit}, else that of its class, else the default. Each is made once.
 * Thread-safe.
 */
@Internal
public final class Guards {

    /**
     * The guard of a handler method.
     *
     * @param permission the rule
     * @param own whether the rule stands on the method or its class
     * @param byChain whether there is no rule, because a chain of the application decides
     * @param endpoint its name for rates: that of {@link Throttled}, or one that no rate can have
     */
    public record Guard(Permission permission, boolean own, boolean byChain, String endpoint) {

        Guard decidedByChain() {
            return new Guard(Permissions.ALLOW_ANY, false, true, endpoint);
        }
    }

    private final PermitRules rules;
    private final Permission otherwise;
    private final boolean chainsDecide;
    private final Map<Key, Guard> known = new ConcurrentHashMap<>();

    /** A method that a base class has is another one in each controller. */
    private record Key(Class<?> controller, Method method) {

        static Key of(HandlerMethod handler) {
            return new Key(handler.getBeanType(), handler.getMethod());
        }
    }

    /**
     * @param otherwise the rule for handler methods that have none of their own
     * @param chainsDecide whether the application has security chains of its own, which decide instead about what comes through
     *     them
     */
    public Guards(PermitRules rules, Permission otherwise, boolean chainsDecide) {
        this.rules = rules;
        this.otherwise = otherwise;
        this.chainsDecide = chainsDecide;
    }

    /** The guard of a handler method. */
    public Guard of(HandlerMethod handler) {
        Key key = Key.of(handler);
        Guard guard = known.get(key);
        if (guard == null) {
            guard = make(handler);
            known.put(key, guard);
        }
        return guard;
    }

    /**
     * The guard of a request to a handler method.
     *
     * @param throughChain whether the request came through a chain with Keycard's filter
     */
    public Guard of(HandlerMethod handler, boolean throughChain) {
        Guard guard = of(handler);
        return !guard.own() && chainsDecide && throughChain ? guard.decidedByChain() : guard;
    }

    private Guard make(HandlerMethod handler) {
        Optional<Permission> own = rules.of(handler.getMethod()).or(() -> rules.of(handler.getBeanType()));
        return new Guard(own.orElse(otherwise), own.isPresent(), false, name(handler));
    }

    private static String name(HandlerMethod handler) {
        String scope = ThrottledScopes.of(handler);
        return scope == null
                ? handler.getBeanType().getSimpleName() + "."
                        + handler.getMethod().getName()
                : scope;
    }

    /** The endpoint as the Gate sees it. */
    public static Guarded endpoint(String httpMethod, Guard guard) {
        return Guarded.of(
                guard.endpoint(),
                httpMethod,
                Access.guarded(guard.permission(), false).checkingObjects());
    }
}
