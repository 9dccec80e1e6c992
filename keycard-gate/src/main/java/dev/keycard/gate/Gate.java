package dev.keycard.gate;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.permission.Admission;
import dev.keycard.permission.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The checks of every request, in this order: authenticate, permit, throttle. Thread-safe.
 *
 * <p>It refuses by throwing {@link ApiError}. An {@code Authorization} header decides alone when it is present; cookies are
 * read only without one.
 */
public final class Gate {

    private static final int UNAUTHORIZED = 401;
    private static final String NO_SCHEME = "none";
    private static final Outcome.Refused AMBIGUOUS_HEADERS =
            new Outcome.Refused(new ApiError(ErrorCode.BAD_AUTHORIZATION_HEADER), CredentialError.AMBIGUOUS);
    private static final Optional<Principal> ANONYMOUS = Optional.of(Anonymous.ANONYMOUS);
    private static final Optional<Admitted> FREE = Optional.of(Admitted.FREE);

    private final List<Authenticator> inHeader;
    private final List<Authenticator> inCookie;
    private final Throttle throttle;
    private final RefusalListener refusals;

    /** @param refusals receives what is refused, for audit, logs and metrics */
    public Gate(List<Authenticator> authenticators, Throttle throttle, RefusalListener refusals) {
        this.inHeader =
                authenticators.stream().filter(Authenticator::readsHeader).toList();
        this.inCookie = authenticators.stream().filter(a -> !a.readsHeader()).toList();
        this.throttle = throttle;
        this.refusals = refusals;
    }

    /** Runs all checks; may block for a store or a hash. */
    public Admitted pass(Request request, Guarded endpoint) {
        return walk(request, endpoint, (authenticator, r) -> Optional.of(authenticator.authenticate(r)))
                .orElseThrow(() -> new IllegalStateException("an authenticator gave no outcome"));
    }

    /** Runs all checks if memory is enough for all of them; empty otherwise. Never blocks. */
    public Optional<Admitted> passFromMemory(Request request, Guarded endpoint) {
        return walk(request, endpoint, Authenticator::authenticateFromMemory);
    }

    private Optional<Admitted> walk(Request request, Guarded endpoint, Asking asking) {
        Access.Credentials credentials = endpoint.access().credentials();
        if (credentials == Access.Credentials.EXEMPT) {
            return FREE;
        }
        Optional<Principal> principal =
                credentials == Access.Credentials.IGNORED ? ANONYMOUS : authenticate(request, asking);
        return principal.map(known -> admit(request, known, endpoint));
    }

    private Admitted admit(Request request, Principal principal, Guarded endpoint) {
        Principal admitted = permit(request, endpoint, principal);
        return new Admitted(admitted, throttle.count(request, admitted, endpoint));
    }

    private Principal permit(Request request, Guarded endpoint, Principal principal) {
        Access access = endpoint.access();
        try {
            return Admission.require(access.permission(), access.checksObjects(), request, principal);
        } catch (ApiError refusal) {
            if (principal instanceof AuthenticatedPrincipal signedIn && Permissions.isForStaff(access.permission())) {
                refusals.permissionRefused(request, signedIn, endpoint);
            }
            throw refusal;
        }
    }

    private Optional<Principal> authenticate(Request request, Asking asking) {
        List<String> headers = request.headers(HeaderNames.AUTHORIZATION);
        if (headers.size() > 1) {
            throw refused(request, NO_SCHEME, AMBIGUOUS_HEADERS);
        }
        if (!headers.isEmpty()) {
            requireOneToken(request, headers.get(0));
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
                throw refused(request, authenticator.scheme(), refused);
            }
        }
        if (!headers.isEmpty()) {
            refusals.credentialRefused(request, NO_SCHEME, CredentialError.UNKNOWN_SCHEME);
        }
        return ANONYMOUS;
    }

    private void requireOneToken(Request request, String header) {
        Optional<ApiError> second = BearerMethods.secondToken(request, header);
        if (second.isPresent()) {
            throw refused(request, NO_SCHEME, new Outcome.Refused(second.get(), CredentialError.AMBIGUOUS));
        }
    }

    /** Counts a request whose credential is refused, so that guessing is as slow as coming without one. */
    private ApiError refused(Request request, String scheme, Outcome.Refused refused) {
        refusals.credentialRefused(request, scheme, refused.reason());
        if (refused.error().code().status() == UNAUTHORIZED) {
            throttle.countRefused(request);
        }
        return refused.error();
    }

    /** How an authenticator is called: from memory, or in full. */
    private interface Asking extends BiFunction<Authenticator, Request, Optional<Outcome>> {}
}
