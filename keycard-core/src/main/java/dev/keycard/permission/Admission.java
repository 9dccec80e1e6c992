package dev.keycard.permission;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what a permission decides about a request into passing or a refusal. Never blocks. */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

    private Admission() {}

    /**
     * Goes on if the request may pass.
     *
     * @param objectsFollow whether whoever answers the request will ask {@link ObjectAccess} about its object; without that, what
     *     depends on an object is refused
     * @throws ApiError 401 if nobody is signed in, 403 otherwise
     */
    public static void require(Permission permission, boolean objectsFollow, Request request, Principal principal) {
        Decision decision = decide(permission, request, principal);
        if (!decision.isGranted() && (decision.isDenied() || !objectsFollow)) {
            ApiError refusal = refusal(decision, principal);
            throw principal == Anonymous.ANONYMOUS
                    ? refusal
                    : MissingScope.of(permission, request, principal)
                            .map(scope -> naming(scope, refusal))
                            .orElse(refusal);
        }
    }

    /** A scope has no characters that would need escaping. */
    private static ApiError naming(String scope, ApiError refusal) {
        return refusal.with(
                "WWW-Authenticate", "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"" + scope + '"');
    }

    static Decision decide(Permission permission, Request request, Principal principal) {
        try {
            return permission.decide(request, principal);
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        }
    }

    static Decision decide(Permission permission, Request request, Principal principal, Object object) {
        try {
            return permission.decide(request, principal, object);
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        }
    }

    /** Signing in may change a refusal of an anonymous request, so it is told no more than that. */
    static ApiError refusal(Decision decision, Principal principal) {
        if (principal == Anonymous.ANONYMOUS) {
            return new ApiError(ErrorCode.NOT_AUTHENTICATED);
        }
        ApiError standard = new ApiError(ErrorCode.PERMISSION_DENIED);
        return decision instanceof Decision.Denied denied && denied.hasOwnWords()
                ? inItsWords(standard, denied.denial())
                : standard;
    }

    private static ApiError inItsWords(ApiError refusal, Denial denial) {
        return refusal.with(voice ->
                Json.object().put("detail", voice.say(denial.message())).put("code", denial.code()));
    }

    private static Decision undecided(Request request, RuntimeException fault) {
        LOG.atError().addKeyValue("request", request.id()).setCause(fault).log("a permission failed, and so refuses");
        return Decision.Denied.DENIED;
    }
}
