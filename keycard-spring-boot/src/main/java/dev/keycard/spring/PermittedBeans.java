package dev.keycard.spring;

import dev.keycard.api.Internal;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/** Finds the beans on which {@link Permit} stands. Stateless. */
@Internal
public final class PermittedBeans {

    private static final String SCOPED_TARGET = "scopedTarget.";

    /**
     * Where rules stand on a bean.
     *
     * @param type the class of the bean, behind any proxy
     * @param onType whether the class has a rule
     * @param onMethods the methods that have one
     */
    public record Rules(Class<?> type, boolean onType, Set<Method> onMethods) {

        boolean any() {
            return onType || !onMethods.isEmpty();
        }
    }

    private PermittedBeans() {}

    /** The beans with rules, by their names. */
    public static Map<String, Rules> of(ConfigurableListableBeanFactory beans) {
        return of(beans, Permit.class);
    }

    /** The beans with that annotation, by their names. */
    public static Map<String, Rules> of(ConfigurableListableBeanFactory beans, Class<? extends Annotation> annotation) {
        Map<String, Rules> found = new LinkedHashMap<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = name.startsWith(SCOPED_TARGET) ? null : type(beans, name);
            if (type != null && !isOfFramework(type)) {
                Rules rules = rules(type, annotation);
                if (rules.any()) {
                    found.put(name, rules);
                }
            }
        }
        return found;
    }

    /** The rules in the language of permissions on them. */
    public static Stream<String> texts(ConfigurableListableBeanFactory beans) {
        return of(beans).values().stream()
                .flatMap(rules -> Stream.concat(Stream.of(rules.type()), rules.onMethods().stream()))
                .flatMap(place -> MergedAnnotations.from(place, SearchStrategy.TYPE_HIERARCHY).stream(Permit.class))
                .map(permit -> permit.getString("rule"))
                .filter(text -> !text.isEmpty());
    }

    private static @Nullable Class<?> type(ConfigurableListableBeanFactory beans, String name) {
        Class<?> target = AutoProxyUtils.determineTargetClass(beans, name);
        return target == null ? beans.getType(name, false) : target;
    }

    private static Rules rules(Class<?> type, Class<? extends Annotation> annotation) {
        MetadataLookup<Boolean> permitted =
                method -> AnnotatedElementUtils.hasAnnotation(method, annotation) ? Boolean.TRUE : null;
        return new Rules(
                type,
                AnnotatedElementUtils.hasAnnotation(type, annotation),
                MethodIntrospector.selectMethods(type, permitted).keySet());
    }

    /** These have no rules, and are most of the beans. */
    private static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
    }
}
