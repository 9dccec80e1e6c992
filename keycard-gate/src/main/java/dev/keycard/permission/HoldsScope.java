package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Permits API tokens that were given a scope by name: for rights of programs, which users do not have by being signed in. A
 * token without scopes does not hold it, even if its owner is a superuser.
 *
 * @param scope 1 to 64 visible ASCII characters without quotes and backslashes (RFC 6749 section 3.3)
 */
public record HoldsScope(String scope) implements Permission {

    public HoldsScope {
        Names.requireScope(scope);
    }

    /** The scopes that the rules require by name. */
    public static Set<String> namedIn(Stream<Permission> rules) {
        return rules.flatMap(rule -> namedIn(rule).stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The scopes that a rule requires by name, also inside composed rules: users must not give these to themselves. A lambda
     * does not expose the scopes that it requires.
     */
    public static Set<String> namedIn(Permission rule) {
        if (rule instanceof HoldsScope held) {
            return Set.of(held.scope());
        }
        if (rule instanceof And and) {
            return union(and.first(), and.second());
        }
        if (rule instanceof Or or) {
            return union(or.first(), or.second());
        }
        if (rule instanceof Not not) {
            return namedIn(not.refused());
        }
        return rule instanceof Worded worded ? namedIn(worded.rule()) : Set.of();
    }

    private static Set<String> union(Permission one, Permission other) {
        Set<String> scopes = new HashSet<>(namedIn(one));
        scopes.addAll(namedIn(other));
        return scopes;
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
