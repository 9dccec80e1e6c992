package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Places;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;

/**
 * Finds parameters with {@link CurrentUser} of methods that messages of another protocol than HTTP reach: there, Spring would
 * make the user from what the client sends. Stateless.
 */
@Internal
public final class CurrentUserParameters {

    private CurrentUserParameters() {}

    /**
     * Checks all beans of the application.
     *
     * @throws RuleMistake if there is one
     */
    public static void check(ApplicationContext context) {
        if (context.getAutowireCapableBeanFactory() instanceof ConfigurableListableBeanFactory beans) {
            PermittedBeans.types(beans).forEach(CurrentUserParameters::check);
        }
    }

    private static void check(Class<?> type) {
        List<Method> reached = OtherProtocols.of(type);
        if (reached.isEmpty()) {
            return;
        }
        Places.methods(type, any -> true).stream()
                .filter(CurrentUserParameters::asksForTheUser)
                .filter(method -> reached.stream().anyMatch(other -> Places.isSame(other, method, type)))
                .findFirst()
                .ifPresent(method -> {
                    throw new RuleMistake(
                            "@CurrentUser of " + method + " would not be the user of the request, but what"
                                    + " the client sends: only handler methods for HTTP requests have the user.");
                });
    }

    private static boolean asksForTheUser(Method method) {
        return Arrays.stream(method.getParameters()).anyMatch(one -> one.isAnnotationPresent(CurrentUser.class));
    }
}
