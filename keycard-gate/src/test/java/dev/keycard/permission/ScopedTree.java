package dev.keycard.permission;

import dev.keycard.authentication.AuthenticatedPrincipal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Composed rules over scopes, users, requests and objects. */
final class ScopedTree {

    static final Permission LATER = Permission.ofObject(String.class, (request, principal, text) -> true);
    static final Permission OWN = Permission.ofObject(
            String.class, (request, principal, text) -> principal instanceof AuthenticatedPrincipal);

    private ScopedTree() {}

    /** Rules that ask for the scopes a and b, and for others. */
    static Arbitrary<Permission> any() {
        return upTo(4);
    }

    private static Arbitrary<Permission> upTo(int depth) {
        Arbitrary<Permission> leaf = Arbitraries.of(
                new HasScope("a"),
                new HasScope("b"),
                Permissions.IS_AUTHENTICATED,
                Permissions.IS_AUTHENTICATED_OR_READ_ONLY,
                Permissions.ALLOW_ANY,
                Permissions.IS_ADMIN_USER,
                new HasRole("none"),
                LATER,
                OWN);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Permission> part = upTo(depth - 1);
        return Arbitraries.oneOf(
                leaf,
                part.map(Permission::not),
                part.map(Not::new),
                part.map(rule -> rule.withDenial("one", "One.")),
                Combinators.combine(part, part).as(Permission::and),
                Combinators.combine(part, part).as(Permission::or));
    }
}
