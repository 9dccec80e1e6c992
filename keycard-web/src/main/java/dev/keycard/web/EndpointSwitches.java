package dev.keycard.web;

import dev.keycard.text.Nearest;
import dev.keycard.web.feature.Feature;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The groups of endpoints that are switched off, by the names of their features. Immutable.
 *
 * @param off the names
 */
record EndpointSwitches(Set<String> off) {

    /** The group of {@code /openapi.json}, which is not a feature because it describes all of them. */
    static final String OPENAPI = "openapi";

    EndpointSwitches {
        off = Set.copyOf(off);
    }

    /** @throws IllegalArgumentException if a name is unknown, or an enabled group needs one that is off */
    void check(List<Feature> features) {
        List<String> known = Stream.concat(features.stream().map(Feature::name), Stream.of(OPENAPI))
                .toList();
        off.stream().filter(name -> !known.contains(name)).sorted().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "endpoints." + name + " names no group of endpoints; the nearest is " + Nearest.to(name, known));
        });
        features.stream()
                .filter(feature ->
                        off.contains(feature.name()) && !feature.routes().isEmpty())
                .forEach(this::requireNeedless);
    }

    private void requireNeedless(Feature feature) {
        Feature.Need need = feature.need();
        if (need != null && !off.contains(need.feature())) {
            throw new IllegalArgumentException("endpoints." + feature.name() + " is off, so " + need.consequence()
                    + ": switch endpoints." + need.feature() + " off too, or leave it on");
        }
    }
}
