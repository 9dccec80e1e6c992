package dev.keycard.web;

import dev.keycard.text.Nearest;
import dev.keycard.web.feature.Feature;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which groups of endpoints are switched off, by the names of their features. Immutable.
 *
 * @param off the names
 */
record EndpointSwitches(Set<String> off) {

    /** The group of {@code /openapi.json}, which is no feature because it describes them all. */
    static final String OPENAPI = "openapi";

    EndpointSwitches {
        off = Set.copyOf(off);
    }

    /** @throws IllegalArgumentException if a name is unknown, or what remains needs what is off */
    void check(List<Feature> features) {
        List<String> known = Stream.concat(features.stream().map(Feature::name), Stream.of(OPENAPI))
                .toList();
        off.stream().filter(name -> !known.contains(name)).sorted().findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "endpoints." + name + " names no group of endpoints; the nearest is " + Nearest.to(name, known));
        });
        boolean mailsLinks = features.stream()
                .anyMatch(feature -> feature.name().equals("email-change")
                        && !feature.routes().isEmpty());
        if (mailsLinks && off.contains("email-change") && !off.contains("profile")) {
            throw new IllegalArgumentException(
                    "endpoints.email-change is off, so nobody could confirm the mail address that"
                            + " the profile changes: switch endpoints.profile off too, or leave it on");
        }
    }
}
