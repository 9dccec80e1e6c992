package dev.keycard.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a setting is read and written. Immutable.
 *
 * @param form what may be written, for messages
 * @param reader returns the value, or empty if the text is malformed; may throw a {@link ConfigurationException} with a better
 *     message
 * @param writer returns a text that the reader reads as that value
 * @param secrecy whether values are hidden
 */
public record SettingType<T>(
        String form, Function<String, Optional<T>> reader, Function<T, String> writer, Secrecy secrecy) {

    /** Whether values are hidden from the command line and from messages. */
    public enum Secrecy {
        /** Shown. */
        PUBLIC,
        /** Hidden. {@code file:/path} stands for the content of that file. */
        SECRET,
        /** A hidden list. The reader itself reads the files of its entries. */
        SECRETS
    }

    /** A type whose values are shown. */
    public static <T> SettingType<T> of(String form, Function<String, Optional<T>> reader, Function<T, String> writer) {
        return new SettingType<>(form, reader, writer, Secrecy.PUBLIC);
    }

    /** Whether values are hidden. */
    public boolean secret() {
        return secrecy != Secrecy.PUBLIC;
    }

    /**
     * Reads a value of a setting.
     *
     * @throws ConfigurationException if the text is malformed
     */
    T read(String setting, SettingText given) {
        return reader.apply(given.text()).orElseThrow(() -> refusal(setting, given));
    }

    private ConfigurationException refusal(String setting, SettingText given) {
        String shown = secret() ? "has a value that cannot be used" : "is \"" + given.text() + "\"";
        return new ConfigurationException(setting + " " + shown + " in " + given.source() + ": write " + form + ".");
    }
}
