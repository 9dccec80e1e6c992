package dev.keycard.spring.webflux;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permission;
import dev.keycard.webflux.ReactiveGate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Decides where a credential may pass that is limited to scopes, as in servlet applications. Thread-safe. */
@Internal
@FunctionalInterface
public interface LimitedExchanges {

    /** Who the chain sees; or an {@link ApiError} if no rule that knows scopes admits the credential. */
    Mono<Principal> admit(ServerWebExchange exchange, AuthenticatedPrincipal limited);

    /**
     * Only where the rule of the handler, or the default permission, asks for its scope.
     *
     * @param otherwise the rule for handlers without one; null if chains of the application decide, which know no scopes
     */
    static LimitedExchanges byScopes(ReactiveGate gate, ExchangeRules rules, @Nullable Permission otherwise) {
        return (exchange, limited) -> rules.ownRule(exchange).map(own -> {
            Permission rule = own.orElse(otherwise);
            if (rule == null) {
                throw new ApiError(ErrorCode.PERMISSION_DENIED);
            }
            return Admission.require(rule, true, gate.request(exchange), limited);
        });
    }
}
