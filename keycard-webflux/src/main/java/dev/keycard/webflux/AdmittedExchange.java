package dev.keycard.webflux;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.util.context.ContextView;

/**
 * A request that a filter has admitted, for those who answer it. Immutable.
 *
 * @param by who has admitted it: a filter admits a request once
 */
record AdmittedExchange(Object by, Request request, Principal principal) {

    /** The attribute of the exchange, and the key in the context of Reactor. */
    static final String KEY = AdmittedExchange.class.getName();

    /** The key of the exchange in the context of Reactor, where its principal is set later. */
    static final String EXCHANGE = AdmittedExchange.class.getName() + ".exchange";

    /** The one in the context of Reactor; null if there is none. */
    static @Nullable AdmittedExchange in(ContextView context) {
        ServerWebExchange exchange = context.getOrDefault(EXCHANGE, null);
        AdmittedExchange known = exchange == null ? null : exchange.getAttribute(KEY);
        return known == null ? context.getOrDefault(KEY, null) : known;
    }
}
