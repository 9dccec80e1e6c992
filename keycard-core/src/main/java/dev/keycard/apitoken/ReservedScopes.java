package dev.keycard.apitoken;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The scopes that give a right which a token's owner need not have: those that configured rules want by name
 * ({@code HoldsScope}), and Keycard's own. Only staff and operators hand them out and replace them; others would help themselves.
 * Whoever is staff no more loses the tokens that have them. Immutable.
 *
 * @param names in order; {@code introspect}, {@code metrics} and {@code provision} are always among them
 */
public record ReservedScopes(NavigableSet<String> names) {

    private static final Set<String> OWN = Set.of(ApiToken.INTROSPECT, "metrics", ApiToken.PROVISION);

    public ReservedScopes {
        NavigableSet<String> all = new TreeSet<>(names);
        all.addAll(OWN);
        names = Collections.unmodifiableNavigableSet(all);
    }

    /** Keycard's own. */
    public static ReservedScopes own() {
        return of(Set.of());
    }

    /** Those, and Keycard's own. */
    public static ReservedScopes of(Set<String> names) {
        return new ReservedScopes(new TreeSet<>(names));
    }

    /** Whether one of them is among those scopes. */
    public boolean isAmong(Set<String> scopes) {
        return scopes.stream().anyMatch(names::contains);
    }
}
