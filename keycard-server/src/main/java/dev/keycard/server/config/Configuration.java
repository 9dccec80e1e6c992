package dev.keycard.server.config;

import dev.keycard.text.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings in effect, each with where its value comes from. Every value has been read once, so none is malformed. Immutable. */
public final class Configuration {

    /**
     * A setting in effect, for showing.
     *
     * @param value as one would write it, {@code ***} for a secret that is set
     * @param source where it comes from
     */
    public record Entry(String name, String value, String source) {}

    private static final String DEFAULT = "default";

    private final Map<String, Given> given;

    private Configuration(Map<String, Given> given) {
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /** Checks the values. @throws ConfigurationException for an unknown name or a malformed value */
    static Configuration of(Map<String, Given> given) {
        Map<String, Given> read = new LinkedHashMap<>();
        given.forEach((name, value) -> read.put(name, check(name, value)));
        return new Configuration(read);
    }

    /** The value of a setting. */
    public <T> T get(Setting<T> setting) {
        Given value = given.getOrDefault(setting.name(), new Given(setting.defaultText(), DEFAULT));
        return setting.read(value.text(), value.source());
    }

    /** Whether someone set it. */
    public boolean has(Setting<?> setting) {
        return given.containsKey(setting.name());
    }

    /** The settings of a family, such as {@link Settings#PATHS}, by what follows it in their names. */
    public Map<String, String> family(String beginning) {
        Map<String, String> members = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (name.startsWith(beginning)) {
                members.put(name.substring(beginning.length()), value.text());
            }
        });
        return members;
    }

    /** All settings in effect. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Setting<?> setting : Settings.all()) {
            Given value = given.getOrDefault(setting.name(), new Given(setting.defaultText(), DEFAULT));
            boolean hidden = setting.type().secret() && !value.text().isEmpty();
            entries.add(new Entry(setting.name(), hidden ? "***" : value.text(), value.source()));
        }
        given.forEach((name, value) -> {
            if (isOfFamily(name)) {
                entries.add(new Entry(name, value.text(), value.source()));
            }
        });
        return entries;
    }

    private static Given check(String name, Given value) {
        if (isOfFamily(name)) {
            return value;
        }
        Setting<?> setting = Settings.named(name).orElseThrow(() -> unknown(name, value.source()));
        Given resolved = setting.type().inFile() ? SecretFile.resolve(name, value) : value;
        setting.read(resolved.text(), resolved.source());
        return resolved;
    }

    private static boolean isOfFamily(String name) {
        return Settings.FAMILIES.stream()
                .anyMatch(family -> name.startsWith(family) && name.length() > family.length());
    }

    private static ConfigurationException unknown(String name, String source) {
        String nearest =
                Nearest.to(name, Settings.all().stream().map(Setting::name).toList());
        return new ConfigurationException(
                "Unknown setting " + name + " in " + source + "; did you mean " + nearest + "?");
    }
}
