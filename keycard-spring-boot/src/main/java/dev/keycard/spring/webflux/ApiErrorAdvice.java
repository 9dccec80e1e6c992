package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.webflux.ReactiveGate;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers refusals that a handler method raises. It comes first, so that an advice of the application for all exceptions does not
 * turn a refusal into something else. Thread-safe.
 */
@Internal
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ApiErrorAdvice {

    private final ReactiveGate gate;

    public ApiErrorAdvice(ReactiveGate gate) {
        this.gate = gate;
    }

    @ExceptionHandler
    Mono<Void> refused(ApiError refused, ServerWebExchange exchange) {
        return gate.refuse(exchange, refused);
    }
}
