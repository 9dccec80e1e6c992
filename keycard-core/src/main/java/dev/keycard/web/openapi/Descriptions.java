package dev.keycard.web.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The descriptions of all routes, by name and method. A new route needs one entry in one of the tables that are put together
 * here; a test finds the routes that have none, and the entries that have no route. Immutable.
 */
final class Descriptions {

    private final Map<String, Description> byRoute;

    private Descriptions(Map<String, Description> byRoute) {
        this.byRoute = Collections.unmodifiableMap(byRoute);
    }

    static Descriptions all() {
        Map<String, Description> all = new LinkedHashMap<>();
        TokenDescriptions.addTo(all);
        AccountDescriptions.addTo(all);
        StaffDescriptions.addTo(all);
        PublicDescriptions.addTo(all);
        return new Descriptions(all);
    }

    /** The key of a route in the tables: its method and its name. */
    static String key(String method, String name) {
        return method + " " + name;
    }

    Optional<Description> of(String key) {
        return Optional.ofNullable(byRoute.get(key));
    }

    /** What is described here and missing there. */
    Set<String> without(Set<String> keys) {
        Set<String> rest = new TreeSet<>(byRoute.keySet());
        rest.removeAll(keys);
        return rest;
    }
}
