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
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/**
 * Reads the settings of Keycard from the properties of an application, each under {@code keycard.} and its name. Names are as
 * relaxed as all properties of Spring Boot, and a list may be written as one. An unknown property under {@code keycard.} is
 * refused, but not one of an environment variable: platforms set variables for services that happen to have this name.
 */
@Internal
public final class PropertySettings implements SettingsSource {

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
        List<ConfigurationPropertyName> families = catalog.families()
                .map(family -> ConfigurationPropertyName.of("keycard." + family.name()))
                .toList();
        KnownProperties.firstUnknown(
                        environment, known, name -> families.stream().anyMatch(family -> family.isAncestorOf(name)))
                .ifPresent(name -> {
                    throw new ConfigurationException("Unknown property keycard." + name + "; did you mean keycard."
                            + Nearest.to(name, known) + "?");
                });
    }
}
