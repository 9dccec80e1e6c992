package dev.keycard.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/** A place that settings come from: a file, environment variables, flags, the properties of an application. */
@FunctionalInterface
public interface SettingsSource {

    /**
     * Reads the place.
     *
     * @param catalog the known settings, for sources that write names in another form or need to know which settings are lists
     * @return the texts by the names of settings, in their order. {@link Configuration#read} refuses unknown names
     * @throws ConfigurationException if the place cannot be read
     */
    Map<String, SettingText> read(SettingCatalog catalog);

    /** A source of given texts. */
    static SettingsSource of(String source, Map<String, String> texts) {
        Map<String, SettingText> given = new LinkedHashMap<>();
        texts.forEach((name, text) -> given.put(name, new SettingText(text, source)));
        return catalog -> given;
    }
}
