package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import dev.keycard.spring.RequestRefused;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils.MethodFilter;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** The advices of an application whose exception handlers are meant for refusals. Stateless. */
@Internal
public final class RefusalAdvices {

    /** A handler for all exceptions is not meant for refusals. */
    private static final Set<Class<?>> REFUSALS = Set.of(RequestRefused.class, ErrorResponseException.class);

    private RefusalAdvices() {}

    /** Whether the application has one. Makes no bean: an advice may need what asks for this. */
    public static boolean anyIn(ApplicationContext context) {
        return Arrays.stream(context.getBeanNamesForAnnotation(ControllerAdvice.class))
                .map(name -> context.getType(name, false))
                .anyMatch(RefusalAdvices::answersRefusals);
    }

    private static boolean answersRefusals(@Nullable Class<?> advice) {
        return advice != null
                && MethodIntrospector.selectMethods(advice, (MethodFilter) RefusalAdvices::isHandler).stream()
                        .flatMap(RefusalAdvices::exceptions)
                        .anyMatch(REFUSALS::contains);
    }

    private static boolean isHandler(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, ExceptionHandler.class);
    }

    /** As Spring reads the annotation. */
    private static Stream<Class<?>> exceptions(Method method) {
        ExceptionHandler handler = AnnotatedElementUtils.findMergedAnnotation(method, ExceptionHandler.class);
        return handler == null || handler.exception().length == 0
                ? Stream.of(method.getParameterTypes())
                : Stream.of(handler.exception());
    }
}
