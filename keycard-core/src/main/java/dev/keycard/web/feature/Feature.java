package dev.keycard.web.feature;

import dev.keycard.gate.Authenticator;
import dev.keycard.route.Route;
import java.util.List;

/**
 * What one capability adds to the API. A feature is made once, at the start; afterwards it is immutable.
 *
 * @param name names the feature in the configuration: {@code endpoints.<name>}
 * @param routes its endpoints
 * @param authenticators the schemes that it brings, in the order in which they are asked
 */
public record Feature(String name, List<Route> routes, List<Authenticator> authenticators) {

    public Feature {
        routes = List.copyOf(routes);
        authenticators = List.copyOf(authenticators);
    }

    /** A feature that has endpoints only. */
    public static Feature of(String name, List<Route> routes) {
        return new Feature(name, routes, List.of());
    }

    /** The same feature with an authenticator. */
    public Feature with(Authenticator authenticator) {
        return new Feature(name, routes, List.of(authenticator));
    }
}
