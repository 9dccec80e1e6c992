package dev.keycard.web.authcheck;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule for an original request: the first in the order of the file that matches its path and method. The rules are in
 * a tree of segments, so the cost depends on the length of the path, not on the number of rules. Immutable and thread-safe.
 */
final class RuleBook {

    private static final int NONE = Integer.MAX_VALUE;

    /** A node of the tree. Holds rules by their place in the file, in ascending order. */
    private static final class Node {
        private final Map<String, Node> named = new HashMap<>();
        private @Nullable Node any;
        private final List<Integer> ending = new ArrayList<>();
        private final List<Integer> open = new ArrayList<>();
        private int first = NONE;

        private Node below(String segment) {
            if (!segment.equals(PathPattern.ANY)) {
                return named.computeIfAbsent(segment, name -> new Node());
            }
            Node below = any == null ? new Node() : any;
            any = below;
            return below;
        }
    }

    private final List<Rule> rules;
    private final Node root = new Node();

    RuleBook(List<Rule> rules) {
        this.rules = List.copyOf(rules);
        for (int place = 0; place < rules.size(); place++) {
            add(rules.get(place).path(), place);
        }
    }

    /** The rule, if there is one. */
    Optional<Rule> find(String method, OriginalPath path) {
        int place = first(root, method, path.segments(), 0, NONE);
        return place == NONE ? Optional.empty() : Optional.of(rules.get(place));
    }

    private void add(PathPattern path, int place) {
        Node node = root;
        node.first = Math.min(node.first, place);
        for (String segment : path.segments()) {
            node = node.below(segment);
            node.first = Math.min(node.first, place);
        }
        (path.open() ? node.open : node.ending).add(place);
    }

    /** The first place among the rules below a node, or the given place if none is before it. */
    private int first(@Nullable Node node, String method, List<String> path, int depth, int known) {
        if (node == null || node.first >= known) {
            return known;
        }
        int found = first(node.open, method, known);
        if (depth == path.size()) {
            return first(node.ending, method, found);
        }
        found = first(node.named.get(path.get(depth)), method, path, depth + 1, found);
        return first(node.any, method, path, depth + 1, found);
    }

    private int first(List<Integer> places, String method, int known) {
        for (int place : places) {
            if (place >= known) {
                return known;
            }
            if (rules.get(place).isAbout(method)) {
                return place;
            }
        }
        return known;
    }
}
