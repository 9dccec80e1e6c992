package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.gate.Refusal;
import dev.keycard.spring.RequestRefused;
import dev.keycard.spring.rules.RefusalAdvices;
import dev.keycard.webflux.ReactiveRefusalWriter;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.util.function.SingletonSupplier;
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
        return RefusalAdvices.anyIn(context) ? new ExchangeExceptionHandlers(context) : ReactiveRefusalWriter.NONE;
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
