package dev.keycard.spring.test;

import dev.keycard.authentication.Principal;
import dev.keycard.http.HeaderNames;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.webflux.ReactiveGate;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;

/** Gives requests to a reactive application a user, before all other filters. Thread-safe. */
final class TestUserWebFilter implements WebFilter {

    private final @Nullable Function<@Nullable ApplicationContext, Principal> user;

    private TestUserWebFilter(@Nullable Function<@Nullable ApplicationContext, Principal> user) {
        this.user = user;
    }

    /** Gives requests without a credential the user of {@link WithKeycardUser}. */
    static void add(WebHttpHandlerBuilder server) {
        server.filters(filters -> filters.add(0, new TestUserWebFilter(null)));
    }

    /** Gives all requests that user, as the application sees them. */
    static void add(WebHttpHandlerBuilder server, Function<@Nullable ApplicationContext, Principal> user) {
        server.filters(filters -> filters.add(0, new TestUserWebFilter(user)));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (user != null) {
            return with(exchange, chain, Optional.of(user.apply(exchange.getApplicationContext())));
        }
        return ofTheTest()
                .flatMap(known -> known.isEmpty()
                        ? chain.filter(exchange)
                        : with(exchange, chain, known.filter(given -> !hasCredential(exchange.getRequest()))));
    }

    /** The user of {@link WithKeycardUser}; empty in a test without one. */
    static Mono<Optional<Principal>> ofTheTest() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .ofType(KeycardAuthentication.class)
                .map(known -> Optional.<Principal>of(known.getPrincipal()))
                .defaultIfEmpty(Optional.empty());
    }

    /** The rest of the request, for which {@link #ofTheTest} is empty. An empty context stays, while none is filled again. */
    static Mono<Void> withoutUserOfTheTest(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withSecurityContext(Mono.empty()));
    }

    /**
     * From here on the request has its user from Keycard, or none: Spring Security would give each request that of the test, also
     * where Keycard sees an anonymous one.
     */
    private static Mono<Void> with(ServerWebExchange exchange, WebFilterChain chain, Optional<Principal> given) {
        ApplicationContext context = exchange.getApplicationContext();
        ReactiveGate gate = context == null
                ? null
                : context.getBeanProvider(ReactiveGate.class).getIfUnique();
        if (gate != null) {
            given.ifPresent(principal -> gate.replace(exchange, principal));
        }
        return withoutUserOfTheTest(exchange, chain);
    }

    /** A real credential is checked, good or bad. */
    private static boolean hasCredential(ServerHttpRequest request) {
        return request.getHeaders().containsHeader(HeaderNames.AUTHORIZATION)
                || request.getCookies().keySet().stream().anyMatch(BrowserSession::isSession);
    }
}
