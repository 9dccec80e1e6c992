package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * Permits credentials that reach as far as a scope: an API token that is limited to scopes must have it. Every other credential
 * acts with the whole rights of its user and passes, so this rule narrows others and rarely stands alone. Whether a token was
 * given a right is what {@link HoldsScope} asks.
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
