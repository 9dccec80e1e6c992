package dev.keycard.permission;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Anonymous;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.permission.Narrowing.Question;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the decision of a permission about a request into admission or a refusal. Only this class and {@link ObjectAccess} ask
 * permissions, so they enforce the scopes of limited credentials. Never blocks.
 */
@Internal
public final class Admission {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    private static final String INSUFFICIENT = "Bearer realm=\"api\", error=\"insufficient_scope\"";
    private static final Grounds NONE = new Grounds(Truth.NO, Truth.NO);

    private Admission() {}

    /**
     * Returns if the request may pass; throws otherwise.
     *
     * <p>A credential that is limited to scopes passes if the rule asked for one of them. Where it did not, the request still
     * passes if it would pass without any credential; it is then anonymous.
     *
     * @param objectsFollow whether the endpoint will check its object by {@link ObjectAccess}; if not, a decision that depends on
     *     an object is a refusal
     * @return the principal of the admitted request, or {@link Anonymous#ANONYMOUS}
     * @throws ApiError 401 if the request is anonymous, 403 otherwise
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
                .orElseGet(() ->
                        new ApiError(ErrorCode.PERMISSION_DENIED).with(HeaderNames.WWW_AUTHENTICATE, INSUFFICIENT));
    }

    private static ApiError refused(Permission permission, Decision decision, Request request, Principal principal) {
        ApiError refusal = refusal(decision, principal);
        return principal == Anonymous.ANONYMOUS
                ? refusal
                : MissingScope.of(permission, request, principal)
                        .map(scope -> naming(scope, refusal))
                        .orElse(refusal);
    }

    /** A scope contains no characters that need escaping. */
    private static ApiError naming(String scope, ApiError refusal) {
        return refusal.with(HeaderNames.WWW_AUTHENTICATE, INSUFFICIENT + ", scope=\"" + scope + '"');
    }

    /** The decision of the rule, without regard to the scopes of a limited credential. */
    static Decision decideAlone(Permission permission, Request request, Principal principal) {
        try {
            return permission.decide(request, principal);
        } catch (RuntimeException fault) {
            return undecided(request, fault);
        }
    }

    /** The decision about an object; the scopes of limited credentials are enforced here, too. */
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

    /** A sign-in may change the refusal of an anonymous request, so the answer is 401 without the rule's own message. */
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
        LOG.atError()
                .addKeyValue("request", request.id())
                .setCause(fault)
                .log("a permission failed, so the request is refused");
        return Decision.Denied.DENIED;
    }
}
