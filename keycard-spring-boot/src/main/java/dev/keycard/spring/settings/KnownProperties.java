package dev.keycard.spring.settings;

import dev.keycard.api.Internal;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds misspelt properties under {@code keycard.}. The variables of the environment are left out: other programs name theirs so.
 */
@Internal
public final class KnownProperties {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("keycard");

    private KnownProperties() {}

    /** The first property that is none of those names, and of no family of them; its name is without the prefix. */
    public static Optional<String> firstUnknown(
            Environment environment, Set<String> names, Predicate<ConfigurationPropertyName> families) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isSystemEnvironment(source)) {
                Optional<String> unknown = iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !isKnown(name, names) && !families.test(name))
                        .findFirst()
                        .map(name -> name.toString().substring("keycard.".length()));
                if (unknown.isPresent()) {
                    return unknown;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static boolean isKnown(ConfigurationPropertyName name, Set<String> names) {
        return names.stream()
                .map(text -> ConfigurationPropertyName.of("keycard." + text))
                .anyMatch(one -> one.equals(name) || one.isAncestorOf(name));
    }
}
