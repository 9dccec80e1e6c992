package dev.keycard.spring.settings;

import dev.keycard.api.Internal;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingFamily;
import dev.keycard.settings.SettingText;
import dev.keycard.settings.SettingsSource;
import dev.keycard.text.Nearest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Reads the settings of Keycard from the properties of an application, each under {@code keycard.} and its name. Names are as
 * relaxed as all properties of Spring Boot, and a list may be written as one. An unknown property under {@code keycard.} is
 * refused, but not one of an environment variable: platforms set variables for services that happen to have this name.
 */
@Internal
public final class PropertySettings implements SettingsSource {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("keycard");
    private static final String SOURCE = "the properties of the application";

    /** A list of items with named parts. */
    private static final Bindable<List<Map<String, String>>> ITEMS = Bindable.of(ResolvableType.forClassWithGenerics(
            List.class, ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    private final Environment environment;
    private final Set<String> others;

    /** @param others properties under {@code keycard.} that are no settings of Keycard, without that prefix */
    public PropertySettings(Environment environment, Set<String> others) {
        this.environment = environment;
        this.others = others;
    }

    @Override
    public Map<String, SettingText> read(SettingCatalog catalog) {
        Binder binder = Binder.get(environment);
        Map<String, SettingText> found = new LinkedHashMap<>();
        catalog.settings().forEach(setting -> put(found, setting.name(), text(binder, setting.name())));
        catalog.families().forEach(family -> members(binder, family, found));
        refuseUnknown(catalog);
        return found;
    }

    private static void put(Map<String, SettingText> found, String name, BindResult<String> text) {
        text.ifBound(value -> found.put(name, new SettingText(value, SOURCE)));
    }

    /** The text of a property; the parts of one that is written as a list, with commas between them. */
    private static BindResult<String> text(Binder binder, String name) {
        BindResult<String> text = binder.bind("keycard." + name, Bindable.of(String.class));
        return text.isBound()
                ? text
                : binder.bind("keycard." + name, Bindable.listOf(String.class)).map(PropertySettings::joined);
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts);
    }

    private static void members(Binder binder, SettingFamily<?> family, Map<String, SettingText> found) {
        if (family.list()) {
            items(binder, family, found);
            return;
        }
        BindResult<Map<String, Object>> members =
                binder.bind("keycard." + family.name(), Bindable.mapOf(String.class, Object.class));
        members.ifBound(map -> map.forEach((member, value) -> putMember(found, family.prefix() + member, value)));
    }

    private static void putMember(Map<String, SettingText> found, String name, Object value) {
        if (value instanceof Map<?, ?> parts && !isList(parts)) {
            parts.forEach((part, inner) -> putMember(found, name + "." + part, inner));
        } else {
            found.put(name, new SettingText(text(value), SOURCE));
        }
    }

    /** A list in a map is bound as a map of its indices. */
    private static boolean isList(Map<?, ?> parts) {
        return parts.keySet().stream()
                .map(String::valueOf)
                .allMatch(key -> key.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** Spring Boot reads {@code on} and {@code off} of YAML as truth values. */
    private static String text(Object value) {
        if (value instanceof Boolean on) {
            return on ? "on" : "off";
        }
        if (value instanceof Map<?, ?> parts) {
            return parts.values().stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value instanceof Collection<?> parts
                ? parts.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    /** The parts of each item are named by its number in the list. */
    private static void items(Binder binder, SettingFamily<?> family, Map<String, SettingText> found) {
        binder.bind("keycard." + family.name(), ITEMS).ifBound(items -> {
            for (int i = 0; i < items.size(); i++) {
                String item = family.prefix() + (i + 1) + ".";
                items.get(i).forEach((part, text) -> found.put(item + part, new SettingText(text, SOURCE)));
            }
        });
    }

    private void refuseUnknown(SettingCatalog catalog) {
        Set<String> known = new TreeSet<>(others);
        catalog.settings().forEach(setting -> known.add(setting.name()));
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable && !isSystemEnvironment(source)) {
                iterable.stream()
                        .filter(PREFIX::isAncestorOf)
                        .filter(name -> !isKnown(name, known, catalog))
                        .findFirst()
                        .ifPresent(name -> {
                            throw unknown(name, known);
                        });
            }
        }
    }

    private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static boolean isKnown(ConfigurationPropertyName name, Set<String> known, SettingCatalog catalog) {
        boolean setting = known.stream()
                .map(text -> ConfigurationPropertyName.of("keycard." + text))
                .anyMatch(one -> one.equals(name) || one.isAncestorOf(name));
        return setting
                || catalog.families()
                        .map(family -> ConfigurationPropertyName.of("keycard." + family.name()))
                        .anyMatch(family -> family.isAncestorOf(name));
    }

    private static ConfigurationException unknown(ConfigurationPropertyName name, Set<String> known) {
        String written = name.toString().substring("keycard.".length());
        return new ConfigurationException(
                "Unknown property keycard." + written + "; did you mean keycard." + Nearest.to(written, known) + "?");
    }
}
