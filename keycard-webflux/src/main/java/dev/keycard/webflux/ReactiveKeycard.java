package dev.keycard.webflux;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.permission.ObjectAccess;
import dev.keycard.permission.Permission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The request that is being answered, for handlers and for what they call. Stateless; never blocks. */
public final class ReactiveKeycard {

    private ReactiveKeycard() {}

    /** Who the request comes from; anonymous if it has no credential, or if no filter has admitted it. */
    public static Principal principal(ServerWebExchange exchange) {
        AdmittedExchange admitted = exchange.getAttribute(AdmittedExchange.KEY);
        return admitted == null ? Anonymous.ANONYMOUS : admitted.principal();
    }

    /** The user of the request; empty if it is anonymous. */
    public static Optional<AuthenticatedPrincipal> signedIn(ServerWebExchange exchange) {
        return signedIn(principal(exchange));
    }

    /** The user of the request, from the context of Reactor; empty if it is anonymous, or if no filter has admitted it. */
    public static Mono<AuthenticatedPrincipal> signedIn() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(signedIn(principal(context))));
    }

    /**
     * Returns the object if the principal of the request may make it about this object. The filter answers the refusal.
     *
     * @throws ApiError as {@link ObjectAccess#require} says
     * @throws IllegalStateException if no filter has admitted the request
     */
    public static <T> T require(ServerWebExchange exchange, Permission permission, T object) {
        return require(exchange.<AdmittedExchange>getAttribute(AdmittedExchange.KEY), permission, object);
    }

    /** The same by the context of Reactor, as in {@code notes.find(id).flatMap(note -> ReactiveKeycard.require(OWNED, note))}. */
    public static <T> Mono<T> require(Permission permission, T object) {
        return Mono.deferContextual(context -> Mono.just(require(AdmittedExchange.in(context), permission, object)));
    }

    private static <T> T require(@Nullable AdmittedExchange admitted, Permission permission, T object) {
        if (admitted == null) {
            throw new IllegalStateException("no filter of Keycard has admitted this request");
        }
        return ObjectAccess.require(permission, admitted.request(), admitted.principal(), object);
    }

    private static Principal principal(ContextView context) {
        AdmittedExchange admitted = AdmittedExchange.in(context);
        return admitted == null ? Anonymous.ANONYMOUS : admitted.principal();
    }

    private static Optional<AuthenticatedPrincipal> signedIn(Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn ? Optional.of(signedIn) : Optional.empty();
    }
}
