package dev.keycard.web.authcheck;

import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.throttle.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads rules as they are written in a configuration file. Thread-safe. */
@Internal
public final class RuleReader {

    private static final Set<String> MEMBERS =
            new TreeSet<>(Set.of("path", "methods", "permission", "throttle", "name"));

    private final Function<String, Permission> language;

    /**
     * Prepares to read.
     *
     * @param language reads an expression; throws an {@link IllegalArgumentException} with one sentence
     */
    public RuleReader(Function<String, Permission> language) {
        this.language = language;
    }

    /**
     * Reads the rules.
     *
     * @param written the members of each rule; methods are separated by commas
     * @throws IllegalArgumentException the message is one sentence with the number of the rule, without the full stop
     */
    public List<Rule> read(List<Map<String, String>> written) {
        List<Rule> rules = new ArrayList<>();
        for (Map<String, String> members : written) {
            try {
                rules.add(rule(members));
            } catch (IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        "rule " + (rules.size() + 1) + " of permission.rules: " + wrong.getMessage(), wrong);
            }
        }
        return rules;
    }

    private Rule rule(Map<String, String> members) {
        for (String member : members.keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new IllegalArgumentException("\"" + member + "\" is not among " + String.join(", ", MEMBERS));
            }
        }
        PathPattern path = PathPattern.parse(required(members, "path"));
        Set<String> methods = methods(members.get("methods"));
        String name = optional(members, "name");
        return new Rule(
                name == null ? standardName(path, methods) : name,
                path,
                methods,
                language.apply(required(members, "permission")),
                rate(optional(members, "throttle")));
    }

    /** Does not change when rules are added before this one, so that counts continue. */
    private static String standardName(PathPattern path, Set<String> methods) {
        return (methods.isEmpty() ? "" : String.join(",", methods) + " ") + path;
    }

    private static Set<String> methods(@Nullable String written) {
        if (written == null) {
            return Set.of();
        }
        Set<String> methods = new TreeSet<>();
        for (String method : written.split(",", -1)) {
            if (!methods.add(method.strip())) {
                throw new IllegalArgumentException("methods has \"" + method.strip() + "\" twice");
            }
        }
        return methods;
    }

    private static @Nullable Rate rate(@Nullable String text) {
        return text == null
                ? null
                : Rate.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "the throttle \"" + text + "\" must be a rate such as 10/min, 5/s or 3/20s"));
    }

    private static String required(Map<String, String> members, String member) {
        String value = optional(members, member);
        if (value == null) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(Map<String, String> members, String member) {
        String value = members.get(member);
        if (value != null && value.isBlank()) {
            throw new IllegalArgumentException(member + " is empty");
        }
        return value;
    }
}
