package dev.keycard.permission;

import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.permission.Narrowing.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a permission decides about a request into passing or a refusal. The only place that asks a permission, and so the
 * place where limited credentials are held to their scopes. Never blocks.
 */
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String INSUFFICIENT = "Bearer realm=\"api\", error=\"insufficient_scope\"";
    private static final Grounds NONE = new Grounds(Truth.NO, Truth.NO);

    private Admission() {}

    /**
     * Goes on if the request may pass.
     *
     * <p>A credential that is limited to scopes passes if the rule asked for one of them. Where it did not, the request still
     * passes if it would pass without any credential; it then is nobody's.
     *
     * @param objectsFollow whether whoever answers the request will ask {@link ObjectAccess} about its object; without that, what
     *     depends on an object is refused
     * @return as whom the request passes: the principal, or {@link Anonymous#ANONYMOUS}
     * @throws ApiError 401 if nobody is signed in, 403 otherwise
     */
    public static Principal require(
            Permission permission, boolean objectsFollow, Request request, Principal principal) {
        Decision decision = decideAlone(permission, request, principal);
        if (!Truth.of(decision).passes(objectsFollow)) {
            throw refused(permission, decision, request, principal);
        }
        return principal instanceof AuthenticatedPrincipal signedIn && Narrowing.concerns(principal)
                ? requireScope(permission, objectsFollow, request, signedIn)
                : principal;
    }

    private static Principal requireScope(
            Permission permission, boolean objectsFollow, Request request, AuthenticatedPrincipal limited) {
        Grounds grounds = grounds(permission, request, limited, (rule, who) -> rule.decide(request, who));
        if (grounds.grounded().passes(objectsFollow)) {
            return limited;
        }
        if (grounds.granted().passes(objectsFollow)
                && Truth.of(decideAlone(permission, request, Anonymous.ANONYMOUS))
                        .passes(objectsFollow)) {
            return Anonymous.ANONYMOUS;
        }
        throw MissingScope.of(permission, request, limited)
                .map(scope -> naming(scope, new ApiError(ErrorCode.PERMISSION_DENIED)))
                .orElseGet(() -> new ApiError(ErrorCode.PERMISSION_DENIED).with(CHALLENGE, INSUFFICIENT));
    }

    private static ApiError refused(Permission permission, Decision decision, Request request, Principal principal) {
        ApiError refusal = refusal(decision, principal);
        return principal == Anonymous.ANONYMOUS
                ? refusal
                : MissingScope.of(permission, request, principal)
                        .map(scope -> naming(scope, refusal))
                        .orElse(refusal);
    }

    /** A scope has no characters that would need escaping. */
    private static ApiError naming(String scope, ApiError refusal) {
        return refusal.with(CHALLENGE, INSUFFICIENT + ", scope=\"" + scope + '"');
    }

    /** What the rule says, without regard to whether a limited credential was asked for its scopes. */
    static Decision decideAlone(Permission permission, Request request, Principal principal) {
        try {
            return permission.decide(request, principal);
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        }
    }

    /** What may happen to an object; limited credentials are held to their scopes, as before the object was known. */
    static Decision decide(Permission permission, Request request, Principal principal, Object object) {
        Decision decision = decideAlone(permission, request, principal, object);
        return decision.isGranted()
                        && principal instanceof AuthenticatedPrincipal signedIn
                        && Narrowing.concerns(principal)
                ? narrowed(permission, request, signedIn, object)
                : decision;
    }

    private static Decision narrowed(
            Permission permission, Request request, AuthenticatedPrincipal limited, Object object) {
        Grounds grounds = grounds(permission, request, limited, (rule, who) -> rule.decide(request, who, object));
        return Decision.of(grounds.grounded() == Truth.YES
                || (grounds.granted() == Truth.YES
                        && decideAlone(permission, request, Anonymous.ANONYMOUS, object)
                                .isGranted()));
    }

    private static Decision decideAlone(Permission permission, Request request, Principal principal, Object object) {
        try {
            return permission.decide(request, principal, object);
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        }
    }

    private static Grounds grounds(
            Permission permission, Request request, AuthenticatedPrincipal limited, Question question) {
        try {
            return Narrowing.of(permission, request, limited, question);
        } catch (RuntimeException fault) {
            undecided(request, fault);
            return NONE;
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
        return refusal.with(translator ->
                Json.object().put("detail", translator.say(denial.message())).put("code", denial.code()));
    }

    private static Decision undecided(Request request, RuntimeException fault) {
        LOG.atError().addKeyValue("request", request.id()).setCause(fault).log("a permission failed, and so refuses");
        return Decision.Denied.DENIED;
    }
}
