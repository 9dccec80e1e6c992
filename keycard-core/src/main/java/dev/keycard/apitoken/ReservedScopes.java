package dev.keycard.apitoken;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The scopes that grant a right which a token's owner need not have: those that configured rules require by name ({@code
 * HoldsScope}), and Keycard's own. Only staff and operators issue and replace tokens with them, because users could otherwise
 * give themselves these rights. The tokens of a user with such a scope end when the user is no longer staff. Immutable.
 *
 * @param names in order; {@code changes}, {@code introspect}, {@code metrics} and {@code provision} are always among them
 */
public record ReservedScopes(NavigableSet<String> names) {

    private static final Set<String> OWN = Set.of(ApiToken.CHANGES, ApiToken.INTROSPECT, "metrics", ApiToken.PROVISION);

    public ReservedScopes {
        NavigableSet<String> all = new TreeSet<>(names);
        all.addAll(OWN);
        names = Collections.unmodifiableNavigableSet(all);
    }

    /** Keycard's own. */
    public static ReservedScopes own() {
        return of(Set.of());
    }

    /** The given scopes and Keycard's own. */
    public static ReservedScopes of(Set<String> names) {
        return new ReservedScopes(new TreeSet<>(names));
    }

    /** Whether the given scopes include a reserved one. */
    public boolean isAmong(Set<String> scopes) {
        return scopes.stream().anyMatch(names::contains);
    }
}
