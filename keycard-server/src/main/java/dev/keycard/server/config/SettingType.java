package dev.keycard.server.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a setting's text is read.
 *
 * @param form what may be written, for messages and documentation
 * @param reader gives the value, or empty if the text is none
 * @param secret whether values are kept out of sight
 * @param inFile whether the whole value may be given as {@code file:/path}
 */
public record SettingType<T>(String form, Function<String, Optional<T>> reader, boolean secret, boolean inFile) {

    static <T> SettingType<T> of(String form, Function<String, Optional<T>> reader) {
        return new SettingType<>(form, reader, false, false);
    }

    static <T> SettingType<T> ofSecret(String form, Function<String, Optional<T>> reader) {
        return new SettingType<>(form, reader, true, true);
    }

    /** Several secrets, of which the reader finds those in files itself. */
    static <T> SettingType<T> ofSecrets(String form, Function<String, Optional<T>> reader) {
        return new SettingType<>(form, reader, true, false);
    }
}
