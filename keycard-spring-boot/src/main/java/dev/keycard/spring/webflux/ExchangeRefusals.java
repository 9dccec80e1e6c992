package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.webflux.ReactiveGate;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what Spring Security refuses as Keycard does. Thread-safe. */
@Internal
public final class ExchangeRefusals implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private final ReactiveGate gate;

    public ExchangeRefusals(ReactiveGate gate) {
        this.gate = gate;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException refused) {
        return gate.refuse(exchange, new ApiError(ErrorCode.NOT_AUTHENTICATED));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException refused) {
        return gate.refuse(exchange, new ApiError(ErrorCode.PERMISSION_DENIED));
    }
}
