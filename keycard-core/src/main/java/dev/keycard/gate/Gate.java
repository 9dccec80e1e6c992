package dev.keycard.gate;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.UserId;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permissions;
import dev.keycard.route.Clients;
import dev.keycard.route.Route;
import dev.keycard.throttle.RequestThrottle;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The line that every request walks: authenticate, permit, throttle. The only place that knows the order. Thread-safe.
 *
 * <p>It refuses by throwing {@link ApiError}. An {@code Authorization} header decides alone when it is present, whatever it
 * holds; the cookie is looked at only without one.
 */
public final class Gate {

    private static final Optional<Principal> NOBODY = Optional.of(Anonymous.ANONYMOUS);
    private static final Optional<Admitted> FREE = Optional.of(Admitted.FREE);

    private final List<Authenticator> inHeader;
    private final List<Authenticator> inCookie;
    private final RequestThrottle throttle;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> refusals;

    /** @param refusals told when someone who is signed in knocks at a door of staff in vain */
    public Gate(
            List<Authenticator> authenticators,
            RequestThrottle throttle,
            InstantSource clock,
            Consumer<AuthEvent.Observation> refusals) {
        this.inHeader =
                authenticators.stream().filter(Authenticator::readsHeader).toList();
        this.inCookie = authenticators.stream().filter(a -> !a.readsHeader()).toList();
        this.throttle = throttle;
        this.clock = clock;
        this.refusals = refusals;
    }

    /** Walks the line; may wait for a store or a hash. */
    public Admitted pass(Request request, Route route) {
        return walk(request, route, (authenticator, r) -> Optional.of(authenticator.authenticate(r)))
                .orElseThrow(() -> new IllegalStateException("an authenticator gave no outcome"));
    }

    /** Walks the line as far as memory alone carries: the whole way, or not at all. Never blocks. */
    public Optional<Admitted> passFromMemory(Request request, Route route) {
        return walk(request, route, Authenticator::recall);
    }

    private Optional<Admitted> walk(Request request, Route route, Asking asking) {
        if (route.credentials() == Route.Credentials.EXEMPT) {
            return FREE;
        }
        Optional<Principal> principal =
                route.credentials() == Route.Credentials.IGNORED ? NOBODY : authenticate(request, asking);
        return principal.map(known -> admit(request, known, route));
    }

    private Admitted admit(Request request, Principal principal, Route route) {
        Principal admitted = permit(request, route, principal);
        return new Admitted(admitted, throttle.count(request, admitted, route));
    }

    private Principal permit(Request request, Route route, Principal principal) {
        try {
            return Admission.require(route.permission(), route.checksObjects(), request, principal);
        } catch (ApiError refusal) {
            if (principal instanceof AuthenticatedPrincipal signedIn && Permissions.isForStaff(route.permission())) {
                refusals.accept(refused(request, route, signedIn.subject().id()));
            }
            throw refusal;
        }
    }

    private AuthEvent.PermissionRefused refused(Request request, Route route, UserId userId) {
        AuditContext context =
                AuditContext.of(Clients.of(request), clock.instant()).by(userId);
        return new AuthEvent.PermissionRefused(context, userId, route.name(), route.method());
    }

    private Optional<Principal> authenticate(Request request, Asking asking) {
        List<String> headers = request.headers("Authorization");
        if (headers.size() > 1) {
            throw refused(request, new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER));
        }
        if (!headers.isEmpty()) {
            BearerMethods.requireOne(request, headers.get(0));
        }
        for (Authenticator authenticator : headers.isEmpty() ? inCookie : inHeader) {
            Optional<Outcome> outcome = asking.apply(authenticator, request);
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            if (outcome.get() instanceof Outcome.Authenticated authenticated) {
                return Optional.of(authenticated.principal());
            }
            if (outcome.get() instanceof Outcome.Refused refused) {
                throw refused(request, refused.error());
            }
        }
        return NOBODY;
    }

    /** Counts whoever presents what is no credential, so that guessing is as slow as asking without one. */
    private ApiError refused(Request request, ApiError error) {
        if (error.code().status() == 401) {
            throttle.countRefused(request);
        }
        return error;
    }

    /** How an authenticator is asked: from memory, or in full. */
    private interface Asking extends BiFunction<Authenticator, Request, Optional<Outcome>> {}
}
