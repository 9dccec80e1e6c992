package dev.keycard.web.feature;

import dev.keycard.api.Internal;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Scheme;
import dev.keycard.route.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one capability adds to the API. A feature is made once, at the start; afterwards it is immutable.
 *
 * @param name names the feature in the configuration: {@code endpoints.<name>}
 * @param routes its endpoints
 * @param scheme the scheme that its endpoints need; null if they serve several schemes
 * @param authenticators the authenticators of that scheme
 * @param need the feature that needs this one; null if there is none
 */
@Internal
public record Feature(
        String name,
        List<Route> routes,
        @Nullable Scheme scheme,
        Authenticators authenticators,
        @Nullable Need need) {

    /**
     * The authenticators of a scheme.
     *
     * @param inOrder called in the order of {@code authentication.schemes}
     * @param last called after those of all schemes
     */
    public record Authenticators(List<Authenticator> inOrder, List<Authenticator> last) {

        static final Authenticators NONE = new Authenticators(List.of(), List.of());

        public Authenticators {
            inOrder = List.copyOf(inOrder);
            last = List.copyOf(last);
        }
    }

    /**
     * A feature that needs another one.
     *
     * @param feature its name
     * @param consequence what would happen if only the other one were off
     */
    public record Need(String feature, String consequence) {}

    public Feature {
        routes = List.copyOf(routes);
    }

    /** A feature that has only endpoints. */
    public static Feature of(String name, List<Route> routes) {
        return new Feature(name, routes, null, Authenticators.NONE, null);
    }

    /** The same feature, whose endpoints exist only if a scheme is enabled. */
    public Feature onlyWith(Scheme needed) {
        return new Feature(name, routes, needed, authenticators, need);
    }

    /** The same feature with a scheme: its endpoints exist only if that scheme is enabled. */
    public Feature bringing(Scheme brought, Authenticator authenticator) {
        return new Feature(name, routes, brought, new Authenticators(List.of(authenticator), List.of()), need);
    }

    /** The same feature with another authenticator of its scheme, which is called after those of all schemes. */
    public Feature askingLast(Authenticator further) {
        return new Feature(name, routes, scheme, new Authenticators(authenticators.inOrder, List.of(further)), need);
    }

    /** The same feature, which cannot be switched off while another one is on that has endpoints. */
    public Feature neededBy(String feature, String consequence) {
        return new Feature(name, routes, scheme, authenticators, new Need(feature, consequence));
    }
}
