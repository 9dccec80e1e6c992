package dev.keycard.webflux;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * A request that a filter has admitted, for those who answer it. Immutable.
 *
 * @param by the filter, which admits a request once
 */
record AdmittedExchange(KeycardWebFilter by, Request request, Principal principal) {

    /** The attribute of the exchange, and the key in the context of Reactor. */
    static final String KEY = AdmittedExchange.class.getName();
}
