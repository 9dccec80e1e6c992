package dev.keycard.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** A place that settings come from: a file, environment variables, flags, the properties of an application. */
@FunctionalInterface
public interface SettingsSource {

    /**
     * Reads the place.
     *
     * @param catalog for sources that write names in another form, or have to know lists
     * @return its texts by the names of settings, in their order. Unknown names may be among them: {@link Configuration#read}
     *     refuses them
     * @throws ConfigurationException if the place cannot be read
     */
    Map<String, SettingText> read(SettingCatalog catalog);

    /** A source of texts that are known already. */
    static SettingsSource of(String source, Map<String, String> texts) {
        Map<String, SettingText> given = new LinkedHashMap<>();
        texts.forEach((name, text) -> given.put(name, new SettingText(text, source)));
        return catalog -> given;
    }
}
