package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.HashSet;
import java.util.Set;

/**
 * Enforces the scopes of a limited credential for any rule: a grant counts only if its {@link Grounds} include a rule that
 * requires a scope which the credential holds. Under {@code not}, the credential counts as one that holds the scope, so that a
 * missing scope never grants anything.
 */
final class Narrowing {

    /** Evaluates a rule, either about the request alone or about an object too. */
    @FunctionalInterface
    interface Question {
        Decision ask(Permission rule, Principal principal);
    }

    private Narrowing() {}

    /** Whether a principal's credential is limited to scopes. Costs two comparisons for other principals. */
    static boolean concerns(Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.credential().isLimited();
    }

    /** The decision for a principal with a limited credential; grounds are the scopes that it holds. */
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
