package dev.keycard.web.feature;

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
 * @param authenticators the schemes that it brings, in the order in which they are asked
 * @param scheme the scheme without which its endpoints are of no use; null if it serves several
 */
public record Feature(
        String name,
        List<Route> routes,
        List<Authenticator> authenticators,
        @Nullable Scheme scheme) {

    public Feature {
        routes = List.copyOf(routes);
        authenticators = List.copyOf(authenticators);
    }

    /** A feature that has endpoints only. */
    public static Feature of(String name, List<Route> routes) {
        return new Feature(name, routes, List.of(), null);
    }

    /** The same feature with an authenticator. */
    public Feature with(Authenticator authenticator) {
        return new Feature(name, routes, List.of(authenticator), scheme);
    }

    /** The same feature, whose endpoints are there only while a scheme is enabled. */
    public Feature onlyWith(Scheme needed) {
        return new Feature(name, routes, authenticators, needed);
    }
}
