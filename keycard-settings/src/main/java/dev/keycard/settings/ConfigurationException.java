package dev.keycard.settings;

import java.io.Serial;
import java.util.function.Supplier;

/** The configuration cannot be used. The message is one sentence that names the setting or file and says what to do. */
public final class ConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String sentence) {
        super(sentence);
    }

    /** Runs code that reads settings; an {@link IllegalArgumentException} becomes an exception of this type. */
    public static <T> T orRefusal(Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(refused.getMessage() + ".");
        }
    }
}
