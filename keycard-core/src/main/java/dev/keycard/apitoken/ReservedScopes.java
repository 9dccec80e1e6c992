package dev.keycard.apitoken;

import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The scopes that give a right which a token's owner need not have: those that configured rules want by name
 * ({@link HoldsScope}), and Keycard's own. Only staff and operators hand them out and replace them; others would help themselves.
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

    /** Those that the rules want by name, however they are composed, and Keycard's own. */
    public static ReservedScopes wantedBy(Stream<Permission> rules) {
        NavigableSet<String> names = new TreeSet<>();
        rules.forEach(rule -> names.addAll(HoldsScope.namedIn(rule)));
        return new ReservedScopes(names);
    }

    /** Whether one of them is among those scopes. */
    public boolean isAmong(Set<String> scopes) {
        return scopes.stream().anyMatch(names::contains);
    }
}
