package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;

/**
 * Permits API tokens that were given a scope by name: for rights of machines, which nobody has just by being signed in. A token
 * without scopes does not hold it, whoever owns it.
 *
 * @param scope 1 to 64 visible ASCII characters without quotes and backslashes (RFC 6749 section 3.3)
 */
public record HoldsScope(String scope) implements Permission {

    public HoldsScope {
        Names.requireScope(scope);
    }

    @Override
    public boolean permits(Request request, Principal principal) {
        return principal instanceof AuthenticatedPrincipal signedIn
                && signedIn.credential() instanceof Credential.ApiToken token
                && token.scopes().contains(scope);
    }

    @Override
    public String toString() {
        return Wording.call("HoldsScope", scope);
    }
}
