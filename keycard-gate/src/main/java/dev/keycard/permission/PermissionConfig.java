package dev.keycard.permission;

import dev.keycard.text.Nearest;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The permissions of roles, and the order of tiers. Immutable.
 *
 * @param roles the permissions of each role: {@code app.action}, {@code app.*} for all of an app, or {@code *} for all; none by
 *     default
 * @param tiers their names, the lowest first; none by default
 */
public record PermissionConfig(Map<String, Set<String>> roles, List<String> tiers) {

    /** Throws an {@link IllegalArgumentException} for malformed names and for a tier that is named twice. */
    public PermissionConfig {
        Map<String, Set<String>> copy = new LinkedHashMap<>();
        roles.forEach((role, grants) -> copy.put(role, checked(role, grants)));
        roles = Collections.unmodifiableMap(copy);
        tiers = List.copyOf(tiers);
        tiers.forEach(tier -> Names.requireName("permission.tiers: a tier", tier));
        if (new HashSet<>(tiers).size() < tiers.size()) {
            throw new IllegalArgumentException("permission.tiers must name each tier once");
        }
    }

    /** The defaults that the parameters of this record name. */
    public static PermissionConfig defaults() {
        return new PermissionConfig(Map.of(), List.of());
    }

    /**
     * A rule for users of a role.
     *
     * @throws IllegalArgumentException if roles are configured and this is none of them: under {@code not}, a misspelt role
     *     would admit everybody
     */
    public HasRole hasRole(String role) {
        HasRole rule = new HasRole(role);
        if (!roles.isEmpty()) {
            requireKnown(roles.keySet(), role, "permission.roles has no role");
        }
        return rule;
    }

    /**
     * A rule for users of at least a tier.
     *
     * @throws IllegalArgumentException if there is no such tier
     */
    public HasTier hasTier(String tier) {
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException(
                    "permission.tiers names no tiers, so there is no tier \"" + Names.shown(tier) + "\" to ask for");
        }
        requireKnown(tiers, tier, "permission.tiers has no tier");
        return new HasTier(tier, Set.copyOf(tiers.subList(tiers.indexOf(tier), tiers.size())));
    }

    /**
     * A rule for users with a role that grants a permission.
     *
     * @throws IllegalArgumentException if it is not app.action
     */
    public HasPermission hasPermission(String permission) {
        Names.requirePermission(permission);
        Set<String> sufficient = Set.of("*", permission.substring(0, permission.indexOf('.')) + ".*", permission);
        return new HasPermission(
                permission,
                roles.entrySet().stream()
                        .filter(role -> !Collections.disjoint(role.getValue(), sufficient))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Set<String> checked(String role, Set<String> grants) {
        Names.requireName("permission.roles: a role", role);
        try {
            grants.forEach(Names::requireGrant);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("permission.roles." + role + ": " + malformed.getMessage(), malformed);
        }
        return Set.copyOf(grants);
    }

    private static void requireKnown(Collection<String> known, String name, String sentence) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(sentence + " \"" + Names.shown(name) + "\"; the nearest is "
                    + Nearest.to(Names.shown(name), known));
        }
    }
}
