package dev.keycard.server.config;

import dev.keycard.KeycardConfig;
import dev.keycard.node.DataSettings;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.EngineSettings;
import dev.keycard.settings.MetricsSettings;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingGroup;
import dev.keycard.store.StorePolicy;
import dev.keycard.web.WebConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration records that follow from the settings, made once. Immutable.
 *
 * @param node for the engine, its stores, and the API over it
 * @param metricsPermission who may read the metrics
 */
public record ServerConfiguration(NodeConfiguration node, Permission metricsPermission) {

    /** All settings of the server and the engine. */
    public static final SettingCatalog CATALOG = SettingCatalog.of(
            Stream.of(List.of(HttpSettings.GROUP, DataSettings.GROUP, LogSettings.GROUP), EngineSettings.GROUPS)
                    .<SettingGroup>flatMap(List::stream)
                    .toList());

    /**
     * Makes the records from the settings.
     *
     * @throws ConfigurationException if settings are out of range or contradict each other
     */
    public static ServerConfiguration of(Configuration settings) {
        boolean tls = settings.get(HttpSettings.TLS_CERTIFICATE).isPresent();
        // Also when this process has no metrics: the store ends tokens by these scopes, so all processes must use the
        // same ones.
        Permission metrics = MetricsSettings.permission(settings);
        return new ServerConfiguration(NodeConfiguration.of(settings, tls, Stream.of(metrics)), metrics);
    }

    /** The settings themselves. */
    public Configuration settings() {
        return node.settings();
    }

    /** The configuration of the engine. */
    public KeycardConfig engine() {
        return node.engine();
    }

    /** The configuration of the API. */
    public WebConfig web() {
        return node.web();
    }

    /** The rules for all stores. */
    public StorePolicy stores() {
        return node.stores();
    }

    /** The same for so many connections: services that follow changes take half of them, unless it is set how many may. */
    public ServerConfiguration withConnections(int connections) {
        if (settings().get(ChangeSettings.MAX_STREAMS).isPresent()) {
            return this;
        }
        WebConfig streaming =
                web().toBuilder().maxStreams(Math.max(1, connections / 2)).build();
        return new ServerConfiguration(node.withWeb(streaming), metricsPermission);
    }

    /** The same with passwords hashed in another way. */
    public ServerConfiguration with(PasswordConfig password) {
        return new ServerConfiguration(
                node.withEngine(engine().toBuilder().password(password).build()), metricsPermission);
    }
}
