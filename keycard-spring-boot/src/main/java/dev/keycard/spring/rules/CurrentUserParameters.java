package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.CurrentUser;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.web.method.HandlerMethod;

/**
 * Finds parameters with {@link CurrentUser} that are not of a handler method for HTTP: for messages and queries, Spring would make
 * the user from what the client sends. Stateless.
 */
@Internal
public final class CurrentUserParameters {

    /** Where the annotations are that make a method a handler of something else than an HTTP request. */
    private static final List<String> OTHER_KINDS =
            Stream.of("messaging", "graphql", "integration", "jms", "kafka", "amqp", "pulsar")
                    .map(module -> "org.springframework." + module + ".")
                    .toList();

    private CurrentUserParameters() {}

    /**
     * Checks all beans of the application.
     *
     * @param handlers the handler methods for HTTP
     * @throws RuleMistake for a parameter that is not of one of them
     */
    public static void check(ApplicationContext context, List<HandlerMethod> handlers) {
        Set<Method> known = handlers.stream().map(HandlerMethod::getMethod).collect(Collectors.toSet());
        if (context.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory beans) {
            check(beans, known);
        }
    }

    private static void check(ConfigurableListableBeanFactory beans, Set<Method> known) {
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> target = AutoProxyUtils.determineTargetClass(beans, name);
            Class<?> type = target == null ? beans.getType(name, false) : target;
            if (type != null && !type.getName().startsWith("org.springframework.")) {
                check(type, known);
            }
        }
    }

    private static void check(Class<?> type, Set<Method> handlers) {
        MethodIntrospector.selectMethods(type, CurrentUserParameters::asksForTheUser).stream()
                .filter(method -> isHandlerOfAnotherKind(method) && !handlers.contains(method))
                .findFirst()
                .ifPresent(method -> {
                    throw new RuleMistake("@CurrentUser of " + method + " would not be the user of the request, but what"
                            + " the client sends: only handler methods for HTTP requests have the user.");
                });
    }

    private static boolean asksForTheUser(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(one -> one.isAnnotationPresent(CurrentUser.class));
    }

    private static boolean isHandlerOfAnotherKind(Method method) {
        return MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).stream()
                .map(annotation -> annotation.getType().getName())
                .anyMatch(name -> OTHER_KINDS.stream().anyMatch(name::startsWith));
    }
}
