package dev.keycard.spring.mvc;

import dev.keycard.api.Internal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Knows which requests are for handler methods with a rule of their own. At the start it makes all rules, so that a mistake in
 * one keeps the application from starting. Thread-safe.
 */
@Internal
public final class HandlerRules implements SmartInitializingSingleton {

    private final Guards guards;
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;
    private final ApplicationContext context;

    public HandlerRules(
            Guards guards, ObjectProvider<RequestMappingHandlerMapping> mappings, ApplicationContext context) {
        this.guards = guards;
        this.mappings = mappings;
        this.context = context;
    }

    /** Whether the handler method of the request has a rule of its own. */
    public boolean decideAbout(HttpServletRequest request) {
        HandlerMethod handler = handler(request);
        return handler != null && guards.of(handler).own();
    }

    private @Nullable HandlerMethod handler(HttpServletRequest request) {
        boolean parsed = ServletRequestPathUtils.hasParsedRequestPath(request);
        if (!parsed) {
            ServletRequestPathUtils.parseAndCache(request);
        }
        try {
            for (RequestMappingHandlerMapping mapping : mappings.orderedStream().toList()) {
                HandlerExecutionChain chain = mapping.getHandler(request);
                if (chain != null) {
                    return chain.getHandler() instanceof HandlerMethod method ? method : null;
                }
            }
            return null;
        } catch (Exception noHandler) {
            // Such as a method that is not allowed: no handler will run.
            return null;
        } finally {
            if (!parsed) {
                ServletRequestPathUtils.clearParsedRequestPath(request);
            }
        }
    }

    /**
     * Makes all rules.
     *
     * @throws IllegalStateException for a mistake in a rule, and for a rule on a bean that answers no requests
     */
    @Override
    public void afterSingletonsInstantiated() {
        Set<Class<?>> controllers = new HashSet<>();
        mappings.orderedStream()
                .flatMap(mapping -> mapping.getHandlerMethods().values().stream())
                .forEach(handler -> {
                    guards.of(handler);
                    controllers.add(handler.getBeanType());
                });
        refuseElsewhere(controllers);
    }

    private void refuseElsewhere(Set<Class<?>> controllers) {
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name, false);
            if (type != null && !isOfFramework(type) && !isAmong(controllers, type) && Guards.isAnnotated(type)) {
                throw new IllegalStateException("@Permit on " + type.getName()
                        + " would not be enforced, because it has no handler methods: use @PreAuthorize there");
            }
        }
    }

    /** These have no rules, and are most of the beans. */
    private static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
    }

    private static boolean isAmong(Set<Class<?>> controllers, Class<?> type) {
        return controllers.stream().anyMatch(type::isAssignableFrom);
    }
}
