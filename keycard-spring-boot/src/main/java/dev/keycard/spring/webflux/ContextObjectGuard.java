package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import dev.keycard.spring.ReactiveObjectGuard;
import dev.keycard.spring.rules.Handling;
import dev.keycard.webflux.ReactiveGate;
import java.util.function.Function;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Checks objects for the request in the context of Reactor. Thread-safe. */
@Internal
public final class ContextObjectGuard implements ReactiveObjectGuard {

    private final ReactiveGate gate;

    public ContextObjectGuard(ReactiveGate gate) {
        this.gate = gate;
    }

    @Override
    public <T> Mono<T> require(T object) {
        return require(Handling::ownRule, object);
    }

    @Override
    public <T> Mono<T> require(Mono<T> found) {
        return found.flatMap(object -> require(Handling::ownRule, object))
                .switchIfEmpty(Mono.error(() -> new ApiError(ErrorCode.NOT_FOUND)));
    }

    @Override
    public <T> Mono<T> require(Permission rule, T object) {
        return require(handling -> rule, object);
    }

    private <T> Mono<T> require(Function<Handling, Permission> rule, T object) {
        return Mono.deferContextual(context -> {
            ServerWebExchange exchange = ReactiveGate.exchange(context)
                    .orElseThrow(() -> new IllegalStateException("there is no request in the context of Reactor:"
                            + " the result of require must be part of what the handler returns"));
            Handling handling = Handling.from(exchange.getAttribute(Handling.ATTRIBUTE));
            T checked =
                    ObjectAccess.require(rule.apply(handling), gate.request(exchange), handling.principal(), object);
            handling.objectChecked();
            return Mono.just(checked);
        });
    }
}
