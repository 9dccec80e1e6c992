package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.spring.CallerToken;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.webflux.ReactiveGate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.csrf.CsrfWebFilter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Verifies the credential of a request, if it has one of Keycard's, and puts its user into the security context. A bad credential
 * is refused at once, as everywhere in Keycard. It is in each chain, and no bean: that would be a filter of all requests once
 * more. Thread-safe.
 */
@Internal
public final class KeycardAuthenticationWebFilter implements WebFilter {

    private static final String MARK = KeycardAuthenticationWebFilter.class.getName();

    private final ReactiveGate gate;
    private final LimitedExchanges limited;
    private final boolean keepsTokens;

    /** @param keepsTokens whether the access token of a request is kept until it is over, for calls to other services */
    public KeycardAuthenticationWebFilter(ReactiveGate gate, LimitedExchanges limited, boolean keepsTokens) {
        this.gate = gate;
        this.limited = limited;
        this.keepsTokens = keepsTokens;
    }

    /** Whether a request went through a chain with this filter. Others have no user, and were checked by nothing. */
    static boolean hasSeen(ServerWebExchange exchange) {
        return exchange.getAttribute(MARK) != null;
    }

    /** The limited credential of a request that the chain sees as anonymous; anonymous for others. */
    static Principal narrowed(ServerWebExchange exchange) {
        return exchange.getAttributes().get(MARK) instanceof AuthenticatedPrincipal limited
                ? limited
                : Anonymous.ANONYMOUS;
    }

    /** The chain runs behind a value, never behind the absence of one: a chain that ends is empty too. */
    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        exchange.getAttributes().put(MARK, true);
        return gate.authenticate(exchange)
                .flatMap(principal -> admitted(exchange, principal))
                .flatMap(principal -> principal instanceof AuthenticatedPrincipal signedIn
                        ? goOn(exchange, chain, signedIn)
                        : chain.filter(exchange));
    }

    private Mono<Principal> admitted(ServerWebExchange exchange, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                        && signedIn.credential().isLimited()
                ? limited.admit(exchange, signedIn).doOnNext(known -> {
                    gate.replace(exchange, known);
                    exchange.getAttributes().put(MARK, signedIn);
                })
                : Mono.just(principal);
    }

    private Mono<Void> goOn(ServerWebExchange exchange, WebFilterChain chain, AuthenticatedPrincipal signedIn) {
        // A header is no cookie that a browser sends by itself, and a session of Keycard has passed its own check.
        CsrfWebFilter.skipExchange(exchange);
        CallerToken caller = keepsTokens ? CallerToken.of(signedIn, authorization(exchange)) : null;
        KeycardAuthentication authentication =
                caller == null ? new KeycardAuthentication(signedIn) : caller.authentication(signedIn);
        Mono<Void> answered =
                chain.filter(exchange).contextWrite(ReactiveSecurityContextHolder.withAuthentication(authentication));
        return caller == null ? answered : answered.doFinally(end -> caller.forget());
    }

    private static @Nullable String authorization(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
    }
}
