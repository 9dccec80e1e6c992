package dev.keycard.web.refusal;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.RefusalListener;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.UserId;
import dev.keycard.password.HashingBusyException;
import dev.keycard.route.Clients;
import dev.keycard.store.StoreUnavailableException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the Gate refuses: a signed-in user who is denied an endpoint of staff is noted in the audit, a refused credential is
 * counted and logged. Thread-safe.
 */
@Internal
public final class GateRefusals implements RefusalListener {

    private static final Duration STORE_RETRY = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;
    private final CredentialRefusals credentials;

    public GateRefusals(
            InstantSource clock, Consumer<AuthEvent.Observation> observations, CredentialRefusals credentials) {
        this.clock = clock;
        this.observations = observations;
        this.credentials = credentials;
    }

    @Override
    public void permissionRefused(Request request, AuthenticatedPrincipal principal, Guarded endpoint) {
        UserId userId = principal.subject().id();
        AuditContext context =
                AuditContext.of(Clients.of(request), clock.instant()).by(userId);
        observations.accept(new AuthEvent.PermissionRefused(context, userId, endpoint.name(), endpoint.method()));
    }

    @Override
    public void credentialRefused(Request request, String scheme, RefusalReason reason) {
        credentials.note(request, scheme, reason);
    }

    @Override
    public RuntimeException thrown(RuntimeException fault) {
        if (fault instanceof HashingBusyException busy) {
            return ApiError.retryAfter(ErrorCode.UNAVAILABLE, busy.retryAfter());
        }
        return fault instanceof StoreUnavailableException
                ? ApiError.retryAfter(ErrorCode.UNAVAILABLE, STORE_RETRY)
                : fault;
    }
}
