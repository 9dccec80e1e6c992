package dev.keycard.route;

import dev.keycard.api.Internal;
import dev.keycard.text.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the routes of a path. Immutable and thread-safe; a path without variables is found by one look-up. */
@Internal
public final class RouteTable {

    /** The routes of one path, by method. */
    public static final class Resource {

        private final PathTemplate template;
        private final Map<String, Route> byMethod = new TreeMap<>();

        private Resource(PathTemplate template) {
            this.template = template;
        }

        /** The route of a method; HEAD is answered by the route of GET. */
        public @Nullable Route route(String method) {
            Route route = byMethod.get(method);
            return route == null && method.equals("HEAD") ? byMethod.get("GET") : route;
        }

        /**
         * Any of the routes: routes of one path have the same kind of permission, which is checked before a method is refused.
         */
        public Route any() {
            return byMethod.values().iterator().next();
        }

        /** The value of the {@code Allow} header. */
        public String allow() {
            Set<String> methods = new TreeSet<>(byMethod.keySet());
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            return String.join(", ", methods);
        }
    }

    /** A resource, and the values of its path's variables. */
    public record Match(Resource resource, Map<String, String> variables) {}

    private final List<Route> placed = new ArrayList<>();
    private final Map<String, Match> fixed = new HashMap<>();
    private final List<Resource> withPlaces = new ArrayList<>();

    /**
     * Builds the table. Throws an {@link IllegalArgumentException} if two routes have the same method and path, or if a path is
     * configured for an unknown name.
     *
     * @param paths other paths for the routes of a name
     */
    public RouteTable(Collection<Route> routes, Map<String, String> paths) {
        Map<String, Resource> resources = new TreeMap<>();
        Set<String> unused = new TreeSet<>(paths.keySet());
        for (Route route : routes) {
            unused.remove(route.name());
            Route there = route.at(paths.getOrDefault(route.name(), route.path()));
            add(resources, there);
            placed.add(there);
        }
        if (!unused.isEmpty()) {
            Set<String> names = routes.stream().map(Route::name).collect(Collectors.toSet());
            String first = unused.iterator().next();
            throw new IllegalArgumentException(
                    "paths." + first + " names no endpoint; the nearest is " + Nearest.to(first, names));
        }
        resources.forEach(this::index);
    }

    /** Every route, at the path where it is. */
    public Collection<Route> routes() {
        return Collections.unmodifiableList(placed);
    }

    /** The resource at a path, with or without its trailing slash. */
    public Optional<Match> find(String path) {
        Match match = fixed.get(path);
        if (match != null) {
            return Optional.of(match);
        }
        String trimmed = PathTemplate.withoutTrailingSlash(path);
        for (Resource resource : withPlaces) {
            Optional<Map<String, String>> variables = resource.template.match(trimmed);
            if (variables.isPresent()) {
                return Optional.of(new Match(resource, variables.get()));
            }
        }
        return Optional.empty();
    }

    private static void add(Map<String, Resource> resources, Route route) {
        String key = PathTemplate.withoutTrailingSlash(route.path());
        Resource resource = resources.computeIfAbsent(key, path -> new Resource(PathTemplate.parse(path)));
        if (resource.byMethod.put(route.method(), route) != null) {
            throw new IllegalArgumentException("two endpoints answer " + route.method() + " " + route.path());
        }
    }

    private void index(String path, Resource resource) {
        if (resource.template.hasPlaces()) {
            withPlaces.add(resource);
        } else {
            Match match = new Match(resource, Map.of());
            fixed.put(path, match);
            fixed.put(path + '/', match);
        }
    }
}
