package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.spring.CurrentUser;
import dev.keycard.spring.rules.Handling;
import dev.keycard.spring.rules.UserArgument;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives handler methods the user of the request, as {@link CurrentUser} says. Thread-safe. */
@Internal
public final class ExchangeUserResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(CurrentUser.class);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        Handling handling = Handling.from(exchange.getAttribute(Handling.ATTRIBUTE));
        return Mono.defer(() -> ofNullable(UserArgument.of(handling.principal(), parameter)));
    }

    /** An {@code Optional} is a value here: {@code Mono.justOrEmpty} would take it apart. */
    private static Mono<Object> ofNullable(@Nullable Object value) {
        return value == null ? Mono.empty() : Mono.just(value);
    }
}
