package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.PermittedBeans;
import dev.keycard.spring.Throttled;
import java.lang.reflect.AnnotatedElement;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** The rates that the application names by {@link Throttled}. Stateless. */
@Internal
public final class ThrottledScopes {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private ThrottledScopes() {}

    /**
     * The names on all beans, which need not exist yet.
     *
     * @throws IllegalStateException if one is malformed
     */
    public static Set<String> of(ConfigurableListableBeanFactory beans) {
        Set<String> found = new TreeSet<>();
        PermittedBeans.of(beans, Throttled.class).values().forEach(bean -> {
            add(found, bean.type());
            bean.onMethods().forEach(method -> add(found, method));
        });
        return found;
    }

    private static void add(Set<String> found, AnnotatedElement element) {
        Throttled throttled = AnnotatedElementUtils.findMergedAnnotation(element, Throttled.class);
        if (throttled != null) {
            if (!NAME.matcher(throttled.value()).matches()) {
                throw new RuleMistake("@Throttled on " + element
                        + " must have a name of lower-case letters, digits and dashes, such as notes");
            }
            found.add(throttled.value());
        }
    }

    /** The name for a handler method; null if it has no rate of its own. */
    static @Nullable String of(HandlerMethod handler) {
        Throttled own = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Throttled.class);
        Throttled throttled =
                own == null ? AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Throttled.class) : own;
        return throttled == null ? null : throttled.value();
    }
}
