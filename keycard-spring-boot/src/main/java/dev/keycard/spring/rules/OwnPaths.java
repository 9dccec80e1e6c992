package dev.keycard.spring.rules;

import dev.keycard.api.Internal;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paths of Keycard's endpoints for which a controller of the application has a mapping without patterns: there the application
 * answers. With and without the slash at the end they are the same. Immutable.
 */
@Internal
public final class OwnPaths {

    private static final Logger LOG = LoggerFactory.getLogger(OwnPaths.class);

    private final Set<String> paths;

    private OwnPaths(Set<String> paths) {
        this.paths = Set.copyOf(paths);
    }

    /**
     * Those of an application.
     *
     * @param direct the paths without patterns for which its controllers have mappings
     * @param endpoints whether Keycard has an endpoint at a path
     */
    public static OwnPaths of(Stream<String> direct, Predicate<String> endpoints) {
        Set<String> own = direct.filter(endpoints).map(OwnPaths::withoutSlash).collect(Collectors.toSet());
        own.forEach(path -> LOG.info("{} is answered by a controller of the application, not by Keycard", path));
        return new OwnPaths(own);
    }

    /** Whether the application answers at that path. */
    public boolean has(String path) {
        return !paths.isEmpty() && paths.contains(withoutSlash(path));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
