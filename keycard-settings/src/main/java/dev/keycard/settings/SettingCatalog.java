package dev.keycard.settings;

import dev.keycard.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All settings that a program knows. A program adds groups of its own to those of the engine, {@link EngineSettings#GROUPS}.
 * Immutable.
 */
public final class SettingCatalog {

    private final List<SettingGroup> groups;
    private final Map<String, Setting<?>> byName;

    private SettingCatalog(List<SettingGroup> groups, Map<String, Setting<?>> byName) {
        this.groups = groups;
        this.byName = byName;
    }

    /**
     * A catalog of those groups, in that order.
     *
     * @throws IllegalArgumentException if two settings have one name
     */
    public static SettingCatalog of(List<SettingGroup> groups) {
        Map<String, Setting<?>> byName = new LinkedHashMap<>();
        groups.stream().flatMap(group -> group.settings().stream()).forEach(setting -> {
            if (byName.put(setting.name(), setting) != null) {
                throw new IllegalArgumentException("two settings have the name " + setting.name());
            }
        });
        return new SettingCatalog(List.copyOf(groups), byName);
    }

    /** The groups, in the order of the documentation. */
    public List<SettingGroup> groups() {
        return groups;
    }

    /** All settings, in the order of the documentation. */
    public Stream<Setting<?>> settings() {
        return byName.values().stream();
    }

    /** The setting of that name. */
    public Optional<Setting<?>> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All families. */
    public Stream<SettingFamily<?>> families() {
        return groups.stream().flatMap(group -> group.families().stream());
    }

    /** The family that a setting is a member of. */
    public Optional<SettingFamily<?>> familyOf(String setting) {
        return families().filter(family -> family.contains(setting)).findFirst();
    }

    /** The type of a setting or of the members of its family; empty if the name is unknown. */
    Optional<SettingType<?>> typeOf(String name) {
        Setting<?> setting = byName.get(name);
        return setting == null ? familyOf(name).map(SettingFamily::type) : Optional.of(setting.type());
    }

    /** The exception for an unknown name, with the nearest known one. */
    ConfigurationException unknown(SettingText given, String name) {
        String nearest = Nearest.to(name, byName.keySet());
        return new ConfigurationException(
                "Unknown setting " + name + " in " + given.source() + "; did you mean " + nearest + "?");
    }
}
