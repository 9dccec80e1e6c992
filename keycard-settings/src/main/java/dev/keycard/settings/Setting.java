package dev.keycard.settings;

/**
 * One setting. Immutable.
 *
 * @param name such as {@code jwt.access-lifetime}
 * @param defaultValue the value if the setting is not set, taken from the configuration record that it fills
 * @param documentation one sentence, or two; {@code docs/configuration.md} has the same
 */
public record Setting<T>(String name, SettingType<T> type, T defaultValue, String documentation) {

    /** The default in the form of a configuration file; empty for none. */
    public String defaultText() {
        return type.writer().apply(defaultValue);
    }
}
