package dev.keycard.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a setting is read and written. Immutable.
 *
 * @param form what may be written, for messages
 * @param reader gives the value, or empty if the text is none; may throw a {@link ConfigurationException} that says more
 * @param writer gives the text that the reader reads as that value
 * @param secrecy whether values are hidden
 */
public record SettingType<T>(
        String form, Function<String, Optional<T>> reader, Function<T, String> writer, Secrecy secrecy) {

    /** Whether values are hidden from the command line and from messages. */
    public enum Secrecy {
        /** Shown. */
        PUBLIC,
        /** Hidden. {@code file:/path} stands for what the file holds. */
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

    /** Reads a value of a setting. @throws ConfigurationException if the text is none */
    T read(String setting, SettingText given) {
        return reader.apply(given.text()).orElseThrow(() -> refusal(setting, given));
    }

    private ConfigurationException refusal(String setting, SettingText given) {
        String shown = secret() ? "has a value that cannot be used" : "is \"" + given.text() + "\"";
        return new ConfigurationException(setting + " " + shown + " in " + given.source() + ": write " + form + ".");
    }
}
