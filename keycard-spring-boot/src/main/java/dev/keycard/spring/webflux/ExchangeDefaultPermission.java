package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permission;
import dev.keycard.spring.KeycardAuthentication;
import dev.keycard.webflux.ReactiveGate;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The default permission, for every request whose handler has no rule of its own: controllers, functional routes, static files,
 * paths that do not exist. The handler is looked up only for a request that the default refuses. Thread-safe.
 */
@Internal
public final class ExchangeDefaultPermission implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final AuthorizationResult GRANTED = new AuthorizationDecision(true);

    private final ReactiveGate gate;
    private final Permission permission;
    private final Function<ServerWebExchange, Mono<Optional<Permission>>> ownRules;

    /** @param ownRules the rule of its handler that decides about a request later */
    public ExchangeDefaultPermission(
            ReactiveGate gate,
            Permission permission,
            Function<ServerWebExchange, Mono<Optional<Permission>>> ownRules) {
        this.gate = gate;
        this.permission = permission;
        this.ownRules = ownRules;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        ServerWebExchange exchange = context.getExchange();
        return authentication
                .map(ExchangeDefaultPermission::principal)
                .defaultIfEmpty(Anonymous.ANONYMOUS)
                .map(principal -> {
                    Admission.require(permission, false, gate.request(exchange), principal);
                    return GRANTED;
                })
                .onErrorResume(
                        ApiError.class,
                        refused -> ownRules.apply(exchange)
                                .flatMap(rule -> rule.isPresent() ? Mono.just(GRANTED) : Mono.error(refused)));
    }

    private static Principal principal(Authentication authentication) {
        return authentication instanceof KeycardAuthentication known && known.isAuthenticated()
                ? known.getPrincipal()
                : Anonymous.ANONYMOUS;
    }
}
