package dev.keycard.route;

import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.client.Client;
import dev.keycard.http.Request;
import dev.keycard.user.User;
import java.time.InstantSource;
import java.util.Map;

/**
 * A request that passed the Gate, with whom it comes from.
 *
 * @param variables what stood in the path's places, by their names
 */
public record Call(Request request, Principal principal, Map<String, String> variables) {

    /** What stood in that place of the path. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no place called " + name);
        }
        return value;
    }

    /** Who sent the request, as the engine wants to know it. */
    public Client client() {
        return Clients.of(request);
    }

    /** When, where and by whom this is done. */
    public AuditContext auditContext(InstantSource clock) {
        AuditContext context = AuditContext.of(client(), clock.instant());
        return principal instanceof AuthenticatedPrincipal signedIn
                ? context.by(signedIn.subject().id())
                        .presenting(signedIn.credential().id().orElse(null))
                : context;
    }

    /** The principal of a route that only lets authenticated ones through. */
    public AuthenticatedPrincipal signedIn() {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            return signedIn;
        }
        throw new IllegalStateException("the route's permission let an anonymous request through");
    }

    /** The user of a route that only lets authenticated principals through. */
    public User user() {
        return User.of(signedIn());
    }
}
