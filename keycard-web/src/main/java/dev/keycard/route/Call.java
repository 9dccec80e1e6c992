package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.client.Client;
import dev.keycard.http.Request;
import dev.keycard.user.User;
import java.time.InstantSource;
import java.util.Map;

/**
 * A request that passed the Gate, and its principal.
 *
 * @param variables the values of the path's variables, by name
 */
@Internal
public record Call(Request request, Principal principal, Map<String, String> variables) {

    /** The value of a path variable. */
    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no path variable " + name);
        }
        return value;
    }

    /** The client of the request, for calls of the engine. */
    public Client client() {
        return Clients.of(request);
    }

    /** The audit context of the request. */
    public AuditContext auditContext(InstantSource clock) {
        AuditContext context = AuditContext.of(client(), clock.instant());
        return principal instanceof AuthenticatedPrincipal signedIn
                ? context.by(signedIn.subject().id())
                        .presenting(signedIn.credential().id().orElse(null))
                : context;
    }

    /** The principal, in a route that admits only authenticated ones. */
    public AuthenticatedPrincipal signedIn() {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            return signedIn;
        }
        throw new IllegalStateException("the route's permission let an anonymous request through");
    }

    /** The user, in a route that admits only authenticated principals. */
    public User user() {
        return User.of(signedIn());
    }
}
