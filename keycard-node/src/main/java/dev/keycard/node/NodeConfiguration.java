package dev.keycard.node;

import dev.keycard.KeycardConfig;
import dev.keycard.api.Internal;
import dev.keycard.permission.Permission;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.EngineSettings;
import dev.keycard.settings.StoreSettings;
import dev.keycard.settings.WebSettings;
import dev.keycard.store.StorePolicy;
import dev.keycard.web.WebConfig;
import java.util.stream.Stream;

/**
 * The configuration records that a node needs. They follow from the settings, and are made once. Immutable.
 *
 * @param settings the settings themselves
 * @param engine for the engine
 * @param web for the API over it
 * @param stores the rules for all stores
 */
@Internal
public record NodeConfiguration(Configuration settings, KeycardConfig engine, WebConfig web, StorePolicy stores) {

    /**
     * Makes the records from the settings.
     *
     * @param tls whether clients reach this node over TLS
     * @param rules permissions of the program around the API
     * @throws ConfigurationException if settings are out of range or contradict each other
     */
    public static NodeConfiguration of(Configuration settings, boolean tls, Stream<Permission> rules) {
        KeycardConfig engine = EngineSettings.read(settings);
        WebConfig web = ConfigurationException.orRefusal(
                () -> WebSettings.read(settings, tls).checkedWith(engine));
        return new NodeConfiguration(
                settings, engine, web, StoreSettings.read(settings, Stream.concat(web.rules(), rules)));
    }

    /** The same with another configuration of the API. */
    public NodeConfiguration withWeb(WebConfig other) {
        return new NodeConfiguration(settings, engine, other, stores);
    }

    /** The same with another configuration of the engine. */
    public NodeConfiguration withEngine(KeycardConfig other) {
        return new NodeConfiguration(settings, other, web, stores);
    }
}
