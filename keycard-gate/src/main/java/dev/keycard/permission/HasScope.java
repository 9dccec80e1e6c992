package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * Permits credentials that are not limited to other scopes: an API token that is limited to scopes must have this one. Every
 * other credential has all rights of its user and passes, so this rule is usually combined with others. {@link HoldsScope}
 * checks whether a token was given a scope.
 *
 * @param scope 1 to 64 visible ASCII characters without quotes and backslashes (RFC 6749 section 3.3)
 */
public record HasScope(String scope) implements Permission {

    public HasScope {
        Names.requireScope(scope);
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn && covers(signedIn.credential(), scope);
    }

    static boolean covers(Credential credential, String scope) {
        return !(credential instanceof Credential.ApiToken token)
                || token.scopes().isEmpty()
                || token.scopes().contains(scope);
    }

    @Override
    public String toString() {
        return Wording.call("HasScope", scope);
    }
}
