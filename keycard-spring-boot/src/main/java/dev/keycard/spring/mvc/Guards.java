package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Guarded;
import dev.keycard.permission.Permission;
import dev.keycard.spring.Permit;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
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
     */
    record Guard(Permission permission, boolean own) {}

    private final PermitRules rules;
    private final Permission otherwise;
    private final Map<Method, Guard> known = new ConcurrentHashMap<>();

    /** @param otherwise the rule for handler methods that have none of their own */
    public Guards(PermitRules rules, Permission otherwise) {
        this.rules = rules;
        this.otherwise = otherwise;
    }

    /** The guard of a handler method. */
    Guard of(HandlerMethod handler) {
        Guard guard = known.get(handler.getMethod());
        if (guard == null) {
            guard = make(handler);
            known.put(handler.getMethod(), guard);
        }
        return guard;
    }

    private Guard make(HandlerMethod handler) {
        Optional<Permission> own = rules.of(handler.getMethod()).or(() -> rules.of(handler.getBeanType()));
        return new Guard(own.orElse(otherwise), own.isPresent());
    }

    /** The endpoint as the Gate sees it; its name is that of the method, for rates. */
    static Guarded endpoint(HandlerMethod handler, String httpMethod, Guard guard) {
        return Guarded.of(
                handler.getMethod().getName(),
                httpMethod,
                Access.guarded(guard.permission(), false).checkingObjects());
    }

    /** Whether the class has a rule of its own, or one of its methods has. */
    static boolean isAnnotated(Class<?> type) {
        if (AnnotatedElementUtils.hasAnnotation(type, Permit.class)) {
            return true;
        }
        for (Method method : type.getMethods()) {
            if (AnnotatedElementUtils.hasAnnotation(method, Permit.class)) {
                return true;
            }
        }
        return false;
    }
}
