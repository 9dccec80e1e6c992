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
import java.util.function.Supplier;

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
    private static final Guarded NOT_KNOWN_YET = Guarded.of("unknown", "GET", Access.open());
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

    /** Runs all checks; may block for a store, a hash or shared counters. */
    public Admitted pass(Request request, Guarded endpoint) {
        return walk(request, endpoint, Way.IN_FULL)
                .orElseThrow(() -> new IllegalStateException("an authenticator gave no outcome"));
    }

    /**
     * The first check alone, for an adapter that learns only afterwards which endpoint a request is for; {@link #admit} makes the
     * others. May block.
     */
    public Principal authenticate(Request request) {
        return orRefusal(() -> authenticate(request, NOT_KNOWN_YET, Way.IN_FULL))
                .orElseThrow(() -> new IllegalStateException("an authenticator gave no outcome"));
    }

    /** The first check alone, if memory is enough; empty otherwise. Never blocks. */
    public Optional<Principal> authenticateFromMemory(Request request) {
        return orRefusal(() -> authenticate(request, NOT_KNOWN_YET, Way.FROM_MEMORY));
    }

    /** The other checks of a request whose principal is known, if memory is enough; empty otherwise. Never blocks. */
    public Optional<Admitted> admitFromMemory(Request request, Principal principal, Guarded endpoint) {
        return orRefusal(() -> admit(request, principal, endpoint, Way.FROM_MEMORY));
    }

    /** The other checks of a request whose principal is known; may block for shared counters. */
    public Admitted admit(Request request, Principal principal, Guarded endpoint) {
        return orRefusal(() -> admit(request, principal, endpoint, Way.IN_FULL))
                .orElseThrow(() -> new IllegalStateException("what may wait was not counted"));
    }

    private <T> T orRefusal(Supplier<T> check) {
        try {
            return check.get();
        } catch (ApiError refusal) {
            throw refusal;
        } catch (RuntimeException fault) {
            throw refusals.thrown(fault);
        }
    }

    /** Runs all checks if memory is enough for all of them; empty otherwise. Never blocks. */
    public Optional<Admitted> passFromMemory(Request request, Guarded endpoint) {
        return walk(request, endpoint, Way.FROM_MEMORY);
    }

    /**
     * Authenticates and permits a request that was admitted once more, because it goes on for long. It is not counted again. May
     * block.
     */
    public Principal recheck(Request request, Guarded endpoint) {
        return recheck(request, endpoint, Way.IN_FULL)
                .orElseThrow(() -> new IllegalStateException("an authenticator gave no outcome"));
    }

    /** The same if memory is enough; empty otherwise. Never blocks. */
    public Optional<Principal> recheckFromMemory(Request request, Guarded endpoint) {
        return recheck(request, endpoint, Way.FROM_MEMORY);
    }

    private Optional<Principal> recheck(Request request, Guarded endpoint, Way way) {
        return authenticate(request, endpoint, way).map(principal -> permit(request, endpoint, principal));
    }

    private Optional<Admitted> walk(Request request, Guarded endpoint, Way way) {
        Access.Credentials credentials = endpoint.access().credentials();
        if (credentials == Access.Credentials.EXEMPT) {
            return FREE;
        }
        Optional<Principal> principal =
                credentials == Access.Credentials.IGNORED ? ANONYMOUS : authenticate(request, endpoint, way);
        return principal.isEmpty() ? Optional.empty() : admit(request, principal.get(), endpoint, way);
    }

    private Optional<Admitted> admit(Request request, Principal principal, Guarded endpoint, Way way) {
        Principal admitted = permit(request, endpoint, principal);
        // A limited credential that is admitted as anonymous still has the rates of its user.
        return way == Way.FROM_MEMORY && throttle.mayWait(principal, endpoint)
                ? Optional.empty()
                : Optional.of(new Admitted(admitted, throttle.count(request, principal, endpoint)));
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

    private Optional<Principal> authenticate(Request request, Guarded endpoint, Way way) {
        List<String> headers = request.headers(HeaderNames.AUTHORIZATION);
        if (headers.size() > 1) {
            return refuse(request, NO_SCHEME, AMBIGUOUS_HEADERS, way);
        }
        Optional<ApiError> second =
                headers.isEmpty() ? Optional.empty() : BearerMethods.secondToken(request, headers.get(0));
        if (second.isPresent()) {
            return refuse(request, NO_SCHEME, new Outcome.Refused(second.get(), CredentialError.AMBIGUOUS), way);
        }
        for (Authenticator authenticator : headers.isEmpty() ? inCookie : inHeader) {
            Optional<Outcome> outcome = way.ask(authenticator, request);
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            if (outcome.get() instanceof Outcome.Authenticated authenticated) {
                return Optional.of(authenticated.principal());
            }
            if (outcome.get() instanceof Outcome.Refused refused) {
                return refuse(request, authenticator.scheme(), refused, way);
            }
        }
        return headers.isEmpty() ? ANONYMOUS : unread(request, endpoint, way);
    }

    /** The header is of no enabled scheme. If a worker will look at the request again, only the worker records it. */
    private Optional<Principal> unread(Request request, Guarded endpoint, Way way) {
        if (way == Way.FROM_MEMORY && throttle.mayWait(Anonymous.ANONYMOUS, endpoint)) {
            return Optional.empty();
        }
        refusals.credentialRefused(request, NO_SCHEME, CredentialError.UNKNOWN_SCHEME);
        return ANONYMOUS;
    }

    /**
     * Counts a request whose credential is refused, so that guessing is as slow as coming without one, and refuses it. Empty
     * if only a worker may count it.
     */
    private Optional<Principal> refuse(Request request, String scheme, Outcome.Refused refused, Way way) {
        boolean counted = refused.error().code().status() == UNAUTHORIZED;
        if (counted && way == Way.FROM_MEMORY && throttle.mayWaitForRefused()) {
            return Optional.empty();
        }
        refusals.credentialRefused(request, scheme, refused.reason());
        if (counted) {
            throttle.countRefused(request);
        }
        throw refused.error();
    }

    /** How the checks are made: in full, which may wait, or from memory. */
    private enum Way {
        IN_FULL,
        FROM_MEMORY;

        Optional<Outcome> ask(Authenticator authenticator, Request request) {
            return this == IN_FULL
                    ? Optional.of(authenticator.authenticate(request))
                    : authenticator.authenticateFromMemory(request);
        }
    }
}
