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
import org.springframework.beans.factory.BeanFactory;
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

    private final BeanFactory beans;
    private final PermitRules rules;
    private final Permission otherwise;
    private final boolean chainsDecide;
    private final Map<Key, Guard> known = new ConcurrentHashMap<>();

    /** A method that a base class has is another one in each controller. */
    private record Key(Class<?> controller, Method method) {}

    /**
     * @param beans those of the application, among them its controllers
     * @param otherwise the rule for handler methods that have none of their own
     * @param chainsDecide whether the application has security chains of its own, which decide instead about what comes through
     *     them
     */
    public Guards(BeanFactory beans, PermitRules rules, Permission otherwise, boolean chainsDecide) {
        this.beans = beans;
        this.rules = rules;
        this.otherwise = otherwise;
        this.chainsDecide = chainsDecide;
    }

    /** The guard of a handler method. */
    public Guard of(HandlerMethod handler) {
        Key key = new Key(controller(handler), handler.getMethod());
        Guard guard = known.get(key);
        if (guard == null) {
            guard = make(key);
            known.put(key, guard);
        }
        return guard;
    }

    /** The class of the controller, behind any proxy. */
    Class<?> controller(HandlerMethod handler) {
        return ControllerType.of(handler, beans);
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

    private Guard make(Key key) {
        Optional<Permission> own = rules.of(key.method(), key.controller()).or(() -> rules.of(key.controller()));
        return new Guard(own.orElse(otherwise), own.isPresent(), false, name(key));
    }

    private static String name(Key key) {
        String scope = ThrottledScopes.of(key.method(), key.controller());
        return scope == null
                ? key.controller().getSimpleName() + "." + key.method().getName()
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
