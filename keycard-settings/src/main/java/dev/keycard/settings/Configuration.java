package dev.keycard.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings in effect, each with its source. Every value is parsed once, when the sources are read. Immutable. */
public final class Configuration {

    /**
     * A setting in effect, to be shown.
     *
     * @param value in the form of a configuration file; {@code ***} for a secret that is set
     * @param source where it was written; {@code default} if it is not set
     */
    public record Entry(String name, String value, String source) {}

    private record Value<V>(SettingType<V> type, V parsed, SettingText given) {

        static <V> Value<V> parse(String name, SettingType<V> type, SettingText text) {
            SettingText resolved = type.secrecy() == SettingType.Secrecy.SECRET ? SecretFile.resolve(name, text) : text;
            return new Value<>(type, type.read(name, resolved), resolved);
        }

        /** The value, as an object of the given type. */
        @SuppressWarnings("unchecked")
        <T> T as(SettingType<T> known) {
            if (!type.equals(known)) {
                throw new IllegalArgumentException("the setting has another type");
            }
            return (T) parsed;
        }
    }

    private static final String DEFAULT = "default";
    private static final String HIDDEN = "***";

    private final SettingCatalog catalog;
    private final Map<String, Value<?>> given;

    private Configuration(SettingCatalog catalog, Map<String, Value<?>> given) {
        this.catalog = catalog;
        this.given = given;
    }

    /**
     * Reads the sources. A later source wins over an earlier one.
     *
     * @throws ConfigurationException for an unknown name, with the nearest known one, and for a malformed value
     */
    public static Configuration read(SettingCatalog catalog, List<SettingsSource> sources) {
        Map<String, SettingText> texts = new LinkedHashMap<>();
        sources.forEach(source -> texts.putAll(source.read(catalog)));
        Map<String, Value<?>> parsed = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            SettingType<?> type = catalog.typeOf(name).orElseThrow(() -> catalog.unknown(text, name));
            parsed.put(name, Value.parse(name, type, text));
        });
        return new Configuration(catalog, parsed);
    }

    /**
     * The value of a setting.
     *
     * @throws IllegalArgumentException if the setting is not in the catalog
     */
    public <T> T get(Setting<T> setting) {
        if (catalog.named(setting.name()).filter(setting::equals).isEmpty()) {
            throw new IllegalArgumentException(setting.name() + " is not in the catalog of this program");
        }
        Value<?> value = given.get(setting.name());
        return value == null ? setting.defaultValue() : value.as(setting.type());
    }

    /** The members of a family that are set, by the rest of their names after the prefix; in the order of the sources. */
    public <T> Map<String, T> get(SettingFamily<T> family) {
        Map<String, T> members = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (family.contains(name)) {
                members.put(name.substring(family.prefix().length()), value.as(family.type()));
            }
        });
        return members;
    }

    /** All settings in effect: those of the catalog, and the members of families that are set. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        catalog.settings().forEach(setting -> entries.add(entry(setting)));
        given.forEach((name, value) -> {
            if (catalog.named(name).isEmpty()) {
                entries.add(new Entry(name, value.given().text(), value.given().source()));
            }
        });
        return entries;
    }

    private Entry entry(Setting<?> setting) {
        Value<?> value = given.get(setting.name());
        SettingText text = value == null ? new SettingText(setting.defaultText(), DEFAULT) : value.given();
        boolean hidden = setting.type().secret() && !text.text().isEmpty();
        return new Entry(setting.name(), hidden ? HIDDEN : text.text(), text.source());
    }
}
