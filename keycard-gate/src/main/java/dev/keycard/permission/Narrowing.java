package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds a limited credential to its scopes, whatever the rule is: a grant counts only if a rule that asks for a scope which the
 * credential holds is among its {@link Grounds}. Under {@code not} the credential counts as one that holds the scope, so that a
 * scope which it lacks never opens anything.
 */
final class Narrowing {

    /** How a rule is asked at the level at hand: about the request alone, or about an object too. */
    @FunctionalInterface
    interface Question {
        Decision ask(Permission rule, Principal principal);
    }

    private Narrowing() {}

    /** Whether a principal's credential is limited to scopes. Costs everyone else two comparisons. */
    static boolean concerns(Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.credential().isLimited();
    }

    /** The answer for a principal whose credential is limited; grounds are the scopes that it holds. */
    static Grounds of(Permission rule, Request request, AuthenticatedPrincipal limited, Question question) {
        return Grounds.of(rule, request, (operand, negated, unused) -> answer(operand, negated, limited, question));
    }

    private static Grounds answer(
            Permission operand, boolean negated, AuthenticatedPrincipal limited, Question question) {
        String scope = ScopesAsked.by(operand).orElse(null);
        if (scope == null) {
            return new Grounds(Truth.of(question.ask(operand, limited)), Truth.NO);
        }
        if (negated) {
            return new Grounds(Truth.of(question.ask(operand, holding(scope, limited))), Truth.NO);
        }
        Truth answer = Truth.of(question.ask(operand, limited));
        return new Grounds(answer, answer);
    }

    private static AuthenticatedPrincipal holding(String scope, AuthenticatedPrincipal limited) {
        return limited.credential() instanceof Credential.ApiToken token
                ? new AuthenticatedPrincipal(
                        limited.subject(),
                        new Credential.ApiToken(token.tokenId(), with(scope, token.scopes()), token.expiresAt()))
                : limited;
    }

    private static Set<String> with(String scope, Set<String> scopes) {
        Set<String> more = new HashSet<>(scopes);
        more.add(scope);
        return more;
    }
}
