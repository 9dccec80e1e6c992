package dev.keycard.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path whose segments may be variables, such as {@code /api/logins/{id}}. Paths are compared as received, byte for byte:
 * nothing is decoded or normalised, so each path has exactly one spelling.
 */
final class PathTemplate {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]+|\\{[a-z]+}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    private final List<String> segments;

    private PathTemplate(List<String> segments) {
        this.segments = segments;
    }

    /** Reads a template; throws an {@link IllegalArgumentException} for one that could never match. */
    static PathTemplate parse(String path) {
        List<String> segments = split(withoutTrailingSlash(path));
        if (segments.isEmpty()
                || !segments.stream().allMatch(s -> SEGMENT.matcher(s).matches())) {
            throw new IllegalArgumentException("not a path that a request can have: " + path);
        }
        return new PathTemplate(segments);
    }

    /** Removes one slash at the end: every path works with and without it. */
    static String withoutTrailingSlash(String path) {
        int last = path.length() - 1;
        return last > 0 && path.charAt(last) == '/' ? path.substring(0, last) : path;
    }

    boolean hasPlaces() {
        return segments.stream().anyMatch(PathTemplate::isPlace);
    }

    /** The values of the variables, if the path (without a trailing slash) matches. */
    Optional<Map<String, String>> match(String path) {
        List<String> actual = split(path);
        if (actual.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            String wanted = segments.get(i);
            String found = actual.get(i);
            if (!isPlace(wanted)) {
                if (!wanted.equals(found)) {
                    return Optional.empty();
                }
            } else if (VALUE.matcher(found).matches()) {
                variables.put(wanted.substring(1, wanted.length() - 1), found);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(Map.copyOf(variables));
    }

    private static boolean isPlace(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> split(String path) {
        List<String> segments = new ArrayList<>();
        if (!path.startsWith("/") || path.length() == 1) {
            return segments;
        }
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }
}
