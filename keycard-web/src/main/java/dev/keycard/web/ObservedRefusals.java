package dev.keycard.web;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.RefusalListener;
import dev.keycard.http.Request;
import dev.keycard.id.UserId;
import dev.keycard.route.Clients;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Records in the audit when a signed-in user is denied a staff route. Thread-safe. */
final class ObservedRefusals implements RefusalListener {

    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    ObservedRefusals(InstantSource clock, Consumer<AuthEvent.Observation> observations) {
        this.clock = clock;
        this.observations = observations;
    }

    @Override
    public void refused(Request request, AuthenticatedPrincipal principal, Guarded endpoint) {
        UserId userId = principal.subject().id();
        AuditContext context =
                AuditContext.of(Clients.of(request), clock.instant()).by(userId);
        observations.accept(new AuthEvent.PermissionRefused(context, userId, endpoint.name(), endpoint.method()));
    }
}
