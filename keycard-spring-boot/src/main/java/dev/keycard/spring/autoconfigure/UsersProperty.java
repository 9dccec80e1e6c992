package dev.keycard.spring.autoconfigure;

import dev.keycard.settings.ConfigurationException;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** What {@code keycard.users} says about where users are. */
enum UsersProperty {
    /** In the application, if it has some. */
    AUTOMATIC,
    /** In the application. */
    APPLICATION,
    /** In Keycard. */
    KEYCARD;

    static final String NAME = "keycard.users";

    /** @throws ConfigurationException for another value */
    static UsersProperty of(Environment environment) {
        String text = environment.getProperty(NAME, "").strip();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> AUTOMATIC;
            case "application" -> APPLICATION;
            case "keycard" -> KEYCARD;
            default -> throw new ConfigurationException(NAME + " is " + text + "; it must be application or keycard.");
        };
    }
}
