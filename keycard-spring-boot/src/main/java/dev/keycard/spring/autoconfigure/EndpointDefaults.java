package dev.keycard.spring.autoconfigure;

import dev.keycard.settings.Configuration;
import dev.keycard.settings.SiteSettings;
import dev.keycard.web.WebConfig;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Endpoints that an application does not need, because it has its own: they are off unless they are switched on by name. Health
 * and metrics are those of Spring Boot's actuator.
 */
final class EndpointDefaults {

    private static final Set<String> OFF = Set.of("auth-check", "health", "metrics", "openapi");

    private EndpointDefaults() {}

    static WebConfig apply(Configuration settings, WebConfig config) {
        Map<String, Boolean> named = settings.get(SiteSettings.ENDPOINTS);
        Set<String> off = new HashSet<>(config.endpointsOff());
        OFF.stream().filter(group -> !named.containsKey(group)).forEach(off::add);
        return config.toBuilder().endpointsOff(off).build();
    }
}
