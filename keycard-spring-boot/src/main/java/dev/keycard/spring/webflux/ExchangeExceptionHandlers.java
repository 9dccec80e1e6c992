package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.gate.Refusal;
import dev.keycard.spring.RequestRefused;
import dev.keycard.webflux.ReactiveRefusalWriter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.util.ReflectionUtils.MethodFilter;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.DispatchExceptionHandler;
import org.springframework.web.reactive.HandlerAdapter;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets the exception handlers of the application answer refusals, as a {@link RequestRefused}: those of its advices, as the
 * dispatcher calls them for an exception without a handler method. Thread-safe.
 */
@Internal
public final class ExchangeExceptionHandlers implements ReactiveRefusalWriter {

    /** A handler for all exceptions is not meant for refusals. */
    private static final Set<Class<?>> REFUSALS = Set.of(RequestRefused.class, ErrorResponseException.class);

    /** An answer in another form than the client wants is better than none. */
    private static final String ANYTHING = "*/*;q=0.001";

    private final SingletonSupplier<List<DispatchExceptionHandler>> handlers;
    private final SingletonSupplier<List<HandlerResultHandler>> results;

    private ExchangeExceptionHandlers(ApplicationContext context) {
        this.handlers = SingletonSupplier.of(() -> ExchangeRules.ordered(context, HandlerAdapter.class).stream()
                .filter(DispatchExceptionHandler.class::isInstance)
                .map(DispatchExceptionHandler.class::cast)
                .toList());
        this.results = SingletonSupplier.of(() -> ExchangeRules.ordered(context, HandlerResultHandler.class));
    }

    /** Those of an application; without any for refusals, all answers are left to Keycard. */
    public static ReactiveRefusalWriter of(ApplicationContext context) {
        // The advices are not made for this: they may need what needs this.
        boolean any = Arrays.stream(context.getBeanNamesForAnnotation(ControllerAdvice.class))
                .map(name -> context.getType(name, false))
                .anyMatch(ExchangeExceptionHandlers::answersRefusals);
        return any ? new ExchangeExceptionHandlers(context) : ReactiveRefusalWriter.NONE;
    }

    private static boolean answersRefusals(@Nullable Class<?> advice) {
        return advice != null
                && MethodIntrospector.selectMethods(advice, (MethodFilter) ExchangeExceptionHandlers::isHandler)
                        .stream()
                        .flatMap(ExchangeExceptionHandlers::exceptions)
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

    @Override
    public Mono<Void> write(ServerWebExchange exchange, Refusal refusal) {
        ServerWebExchange any = exchange.mutate()
                .request(request -> request.headers(ExchangeExceptionHandlers::acceptAnything))
                .build();
        RequestRefused refused = new RequestRefused(refusal);
        Mono<HandlerResult> answer = Mono.error(refused);
        for (DispatchExceptionHandler handler : handlers.obtain()) {
            answer = answer.onErrorResume(failed -> handler.handleError(any, failed));
        }
        return answer.flatMap(result -> write(any, result))
                .onErrorResume(failed -> isUnanswered(any, failed, refused) ? Mono.empty() : Mono.error(failed));
    }

    /** Spring ends with the exception itself if there is no handler for it, or, with a line in the log, if that has failed. */
    private static boolean isUnanswered(ServerWebExchange exchange, Throwable failed, RequestRefused refused) {
        return failed == refused && !exchange.getResponse().isCommitted();
    }

    private static void acceptAnything(HttpHeaders headers) {
        try {
            headers.getAccept();
            headers.add(HttpHeaders.ACCEPT, ANYTHING);
        } catch (InvalidMediaTypeException malformed) {
            headers.set(HttpHeaders.ACCEPT, ANYTHING);
        }
    }

    private Mono<Void> write(ServerWebExchange exchange, HandlerResult result) {
        return results.obtain().stream()
                .filter(handler -> handler.supports(result))
                .findFirst()
                .map(handler -> handler.handleResult(exchange, result))
                .orElseGet(() -> Mono.error(new IllegalStateException("no HandlerResultHandler: " + result)));
    }
}
