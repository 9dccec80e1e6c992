package dev.keycard.spring;

import dev.keycard.api.Internal;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;

/** Finds the beans on which {@link Permit} stands, in a context and in those above it. Stateless. */
@Internal
public final class PermittedBeans {

    /**
     * Where rules stand on a bean.
     *
     * @param bean its name; a context above may have another bean of this name
     * @param type the class of the bean, behind any proxy
     * @param onType whether the class has a rule, or inherits one
     * @param onMethods the methods that have one, also those of superclasses and interfaces
     */
    public record Rules(String bean, Class<?> type, boolean onType, List<Method> onMethods) {

        boolean any() {
            return onType || !onMethods.isEmpty();
        }
    }

    private record Bean(String name, Class<?> type) {}

    private PermittedBeans() {}

    /** The beans with rules. */
    public static List<Rules> of(ConfigurableListableBeanFactory beans) {
        return of(beans, Permit.class);
    }

    /** The beans with that annotation. */
    public static List<Rules> of(ConfigurableListableBeanFactory beans, Class<? extends Annotation> annotation) {
        return ofApplication(beans)
                .map(bean -> rules(bean, annotation))
                .filter(Rules::any)
                .toList();
    }

    /** The classes of all beans of the application, behind any proxy. */
    public static Stream<Class<?>> types(ConfigurableListableBeanFactory beans) {
        return ofApplication(beans).map(Bean::type);
    }

    private static Stream<Bean> ofApplication(ConfigurableListableBeanFactory beans) {
        return withParents(beans).stream()
                .flatMap(each -> Arrays.stream(each.getBeanDefinitionNames()).map(name -> bean(each, name)))
                .flatMap(Optional::stream)
                .filter(bean -> !Places.isOfFramework(bean.type()));
    }

    private static Optional<Bean> bean(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = ScopedProxyUtils.isScopedTarget(name) ? null : localType(beans, name);
        return type == null ? Optional.empty() : Optional.of(new Bean(name, type));
    }

    /** The rules in the language of permissions on them. */
    public static Stream<String> texts(ConfigurableListableBeanFactory beans) {
        return of(beans).stream()
                .flatMap(PermittedBeans::elements)
                .flatMap(place -> MergedAnnotations.from(place, SearchStrategy.DIRECT).stream(Permit.class))
                .map(permit -> permit.getString("rule"))
                .filter(text -> !text.isEmpty());
    }

    private static Stream<AnnotatedElement> elements(Rules rules) {
        return Stream.concat(
                Places.ofType(rules.type(), Permit.class).stream().map(Places.Place::element),
                rules.onMethods().stream());
    }

    /** The class of a bean, behind any proxy; null if it is not known. */
    public static @Nullable Class<?> type(BeanFactory beans, String name) {
        return withParents(beans).stream()
                .filter(each -> each.containsLocalBean(name))
                .findFirst()
                .map(owner -> localType(owner, name))
                .orElse(null);
    }

    private static List<ConfigurableListableBeanFactory> withParents(BeanFactory beans) {
        List<ConfigurableListableBeanFactory> found = new ArrayList<>();
        BeanFactory next = beans;
        while (next instanceof ConfigurableListableBeanFactory known) {
            found.add(known);
            next = known.getParentBeanFactory();
        }
        return found;
    }

    private static @Nullable Class<?> localType(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beans, name);
        if (type != null && ScopedObject.class.isAssignableFrom(type)) {
            type = AutoProxyUtils.determineTargetClass(beans, ScopedProxyUtils.getTargetBeanName(name));
        }
        return type == null ? beans.getType(name, false) : ClassUtils.getUserClass(type);
    }

    private static Rules rules(Bean bean, Class<? extends Annotation> annotation) {
        Class<?> type = bean.type();
        return new Rules(
                bean.name(),
                type,
                !Places.ofType(type, annotation).isEmpty(),
                Places.methods(type, known -> known.isPresent(annotation)));
    }
}
