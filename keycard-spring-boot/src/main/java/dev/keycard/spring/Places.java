package dev.keycard.spring;

import dev.keycard.api.Internal;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ReflectionUtils;

/**
 * Where annotations stand in the hierarchy of a class: on itself, its superclasses, all their interfaces, and on the methods of
 * these. Spring's own search begins at the class that has a method, so that it sees no interface that only a subclass has.
 * Stateless.
 */
@Internal
public final class Places {

    /**
     * One of them.
     *
     * @param element the type or the method
     * @param type the type, or that of the method
     */
    public record Place(AnnotatedElement element, Class<?> type) {

        /** What stands there, also on annotations of the application. */
        public <A extends Annotation> List<A> annotations(Class<A> annotation) {
            return on(element).stream(annotation)
                    .map(MergedAnnotation::synthesize)
                    .toList();
        }
    }

    private Places() {}

    /** The types that have the annotation. */
    public static List<Place> ofType(Class<?> type, Class<? extends Annotation> annotation) {
        return hierarchy(type).stream()
                .filter(known -> on(known).isPresent(annotation))
                .map(known -> new Place(known, known))
                .toList();
    }

    /** That method in its types that have the annotation there. */
    public static List<Place> ofMethod(Method method, Class<?> type, Class<? extends Annotation> annotation) {
        return methods(type)
                .filter(known -> isSame(known, method, type) && on(known).isPresent(annotation))
                .map(known -> new Place(known, known.getDeclaringClass()))
                .toList();
    }

    /** All methods with an annotation that is wanted. */
    public static List<Method> methods(Class<?> type, Predicate<MergedAnnotations> wanted) {
        return methods(type).filter(known -> wanted.test(on(known))).toList();
    }

    /** Whether two methods in the hierarchy of a class are one there. */
    public static boolean isSame(Method one, Method other, Class<?> type) {
        if (Modifier.isPrivate(one.getModifiers()) || Modifier.isPrivate(other.getModifiers())) {
            return one.equals(other);
        }
        return one.getName().equals(other.getName())
                && one.getParameterCount() == other.getParameterCount()
                && (Arrays.equals(one.getParameterTypes(), other.getParameterTypes())
                        || parameters(one, type).equals(parameters(other, type)));
    }

    private static List<Class<?>> parameters(Method method, Class<?> type) {
        Class<?>[] erased = method.getParameterTypes();
        return IntStream.range(0, erased.length)
                .<Class<?>>mapToObj(index ->
                        ResolvableType.forMethodParameter(method, index, type).resolve(erased[index]))
                .toList();
    }

    private static Stream<Method> methods(Class<?> type) {
        return hierarchy(type).stream()
                .flatMap(known -> Arrays.stream(ReflectionUtils.getDeclaredMethods(known)))
                .filter(known -> !known.isBridge());
    }

    private static MergedAnnotations on(AnnotatedElement element) {
        return MergedAnnotations.from(element, SearchStrategy.DIRECT);
    }

    private static Set<Class<?>> hierarchy(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        add(type, found);
        return found;
    }

    private static void add(@Nullable Class<?> type, Set<Class<?>> found) {
        if (type != null && !isOfFramework(type) && found.add(type)) {
            add(type.getSuperclass(), found);
            for (Class<?> further : type.getInterfaces()) {
                add(further, found);
            }
        }
    }

    /** These have no rules, and are most of the types. */
    static boolean isOfFramework(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
    }
}
