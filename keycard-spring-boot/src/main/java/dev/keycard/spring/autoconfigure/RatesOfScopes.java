package dev.keycard.spring.autoconfigure;

import dev.keycard.api.Internal;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.ThrottleSettings;
import java.util.HashSet;
import java.util.Set;

/** Checks that the rates which the application names are set: a misspelt name would limit nothing. */
@Internal
public final class RatesOfScopes {

    private RatesOfScopes() {}

    /**
     * The names themselves.
     *
     * @throws ConfigurationException if no property says the rate of one
     */
    public static Set<String> require(Configuration settings, Set<String> names) {
        Set<String> set = new HashSet<>(settings.get(ThrottleSettings.SCOPES).keySet());
        settings.get(ThrottleSettings.TIER_SCOPES)
                .keySet()
                .forEach(name -> set.add(name.substring(name.lastIndexOf('.') + 1)));
        for (String name : names) {
            if (!set.contains(name)) {
                throw new ConfigurationException("@Throttled(\"" + name + "\") has no rate: set keycard.throttle.scope."
                        + name + ", such as 100/min, or none.");
            }
        }
        return names;
    }
}
