package dev.keycard.webflux;

import dev.keycard.authentication.AuthenticatedPrincipal;
import java.security.Principal;

/**
 * The user of a request, for {@link org.springframework.web.server.ServerWebExchange#getPrincipal}. Its name is the id of the
 * user. Immutable.
 */
public record ExchangePrincipal(AuthenticatedPrincipal authenticated) implements Principal {

    @Override
    public String getName() {
        return authenticated.subject().id().toString();
    }
}
