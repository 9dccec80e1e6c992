package dev.keycard.server.config;

/**
 * One thing that can be set.
 *
 * @param name such as {@code jwt.access-lifetime}
 * @param defaultText the default as one would write it; empty for none
 * @param documentation one sentence, or two
 */
public record Setting<T>(String name, SettingType<T> type, String defaultText, String documentation) {

    /** The name of the environment variable. */
    public String environmentName() {
        return EnvironmentVariables.nameOf(name);
    }

    /** @throws ConfigurationException if the text is no value of this setting */
    T read(String text, String source) {
        return type.reader().apply(text).orElseThrow(() -> refusal(text, source));
    }

    private ConfigurationException refusal(String text, String source) {
        String shown = type.secret() ? "has a value that cannot be used" : "is \"" + text + "\"";
        return new ConfigurationException(name + " " + shown + " in " + source + ": write " + type.form() + ".");
    }
}
