package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.webflux.ReactiveGate;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Comes before the filters of Spring Security. Puts the exchange into the context of Reactor, and answers the refusals that
 * anything behind it raises. Thread-safe.
 */
@Internal
public final class EdgeWebFilter implements WebFilter {

    private final ReactiveGate gate;

    public EdgeWebFilter(ReactiveGate gate) {
        this.gate = gate;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange)
                .contextWrite(context -> ReactiveGate.into(context, exchange))
                .onErrorResume(ApiError.class, refused -> gate.refuse(exchange, refused));
    }
}
