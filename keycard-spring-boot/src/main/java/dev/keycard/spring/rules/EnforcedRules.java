package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Places;
import dev.keycard.spring.Throttled;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.web.method.HandlerMethod;

/** Checks that each {@code @Permit} stands where it is enforced. For one thread. */
@Internal
public final class EnforcedRules {

    private final Guards guards;

    /** The handler methods of each controller, by the name of its bean. */
    private final Map<String, List<HandlerMethod>> handlers = new HashMap<>();

    /** @param methods those that answer requests */
    public EnforcedRules(Guards guards, Collection<HandlerMethod> methods) {
        this.guards = guards;
        methods.forEach(this::add);
    }

    private void add(HandlerMethod handler) {
        if (handler.getBean() instanceof String name) {
            handlers.computeIfAbsent(name, none -> new ArrayList<>()).add(handler);
        }
        // Makes the rule now.
        guards.of(handler);
    }

    /**
     * Checks all of an application.
     *
     * @throws IllegalStateException if one is not enforced
     */
    public void check(ApplicationContext context) {
        if (context.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory beans) {
            List<EnforcedElsewhere> others =
                    context.getBeanProvider(EnforcedElsewhere.class).stream().toList();
            PermittedBeans.of(beans).stream()
                    .filter(rules -> others.stream().noneMatch(other -> other.enforces(rules.bean())))
                    .forEach(this::check);
            PermittedBeans.of(beans, Throttled.class).forEach(this::checkRate);
        }
    }

    private void checkRate(PermittedBeans.Rules rates) {
        List<HandlerMethod> methods = handlersOf(rates);
        boolean reached = rates.onMethods().stream()
                .allMatch(method -> methods.stream().anyMatch(handler -> isSame(handler, method)));
        if (methods.isEmpty() || !reached) {
            throw new RuleMistake("@Throttled on " + rates.type().getName()
                    + " would limit nothing there: it counts the requests of handler methods of controllers");
        }
    }

    /** A bean of a context above may have the name of a controller. */
    private List<HandlerMethod> handlersOf(PermittedBeans.Rules rules) {
        return handlers.getOrDefault(rules.bean(), List.of()).stream()
                .filter(handler -> guards.controller(handler) == rules.type())
                .toList();
    }

    private void check(PermittedBeans.Rules rules) {
        List<HandlerMethod> methods = handlersOf(rules);
        if (rules.onType() && (methods.isEmpty() || !methods.stream().allMatch(this::isEnforced))) {
            throw notEnforced(rules.type().getName());
        }
        for (Method method : rules.onMethods()) {
            if (methods.stream().noneMatch(handler -> isSame(handler, method) && isEnforced(handler))) {
                throw notEnforced(method.toString());
            }
        }
        OtherProtocols.requireNone(rules);
    }

    private boolean isEnforced(HandlerMethod handler) {
        return guards.of(handler).own();
    }

    private boolean isSame(HandlerMethod handler, Method method) {
        return Places.isSame(handler.getMethod(), method, guards.controller(handler));
    }

    private static RuleMistake notEnforced(String place) {
        return new RuleMistake("@Permit on " + place
                + " would not be enforced: it guards handler methods of controllers; use @PreAuthorize elsewhere");
    }
}
