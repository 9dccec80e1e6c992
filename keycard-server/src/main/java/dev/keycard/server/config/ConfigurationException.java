package dev.keycard.server.config;

import java.io.Serial;

/** The configuration cannot be used. The message is one sentence that names the setting or file and says what to do. */
public final class ConfigurationException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String sentence) {
        super(sentence);
    }
}
