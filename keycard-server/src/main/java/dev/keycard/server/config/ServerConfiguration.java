package dev.keycard.server.config;

import dev.keycard.KeycardConfig;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.settings.ChangeSettings;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.settings.EngineSettings;
import dev.keycard.settings.MetricsSettings;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingGroup;
import dev.keycard.settings.StoreSettings;
import dev.keycard.settings.WebSettings;
import dev.keycard.store.StorePolicy;
import dev.keycard.web.WebConfig;
import java.util.List;
import java.util.stream.Stream;

/**
 * The configuration records that follow from the settings, made once. Immutable.
 *
 * @param settings the settings that only the server needs
 * @param engine for the engine
 * @param web for the API over it
 * @param metricsPermission who may read the metrics
 */
public record ServerConfiguration(
        Configuration settings, KeycardConfig engine, WebConfig web, StorePolicy stores, Permission metricsPermission) {

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
        KeycardConfig engine = EngineSettings.read(settings);
        boolean tls = settings.get(HttpSettings.TLS_CERTIFICATE).isPresent();
        WebConfig web = ConfigurationException.orRefusal(
                () -> WebSettings.read(settings, tls).checkedWith(engine));
        // Also when this process has no metrics: the store ends tokens by these scopes, so all processes must use the
        // same
        // ones.
        Permission metrics = MetricsSettings.permission(settings);
        return new ServerConfiguration(
                settings,
                engine,
                web,
                StoreSettings.read(settings, Stream.concat(web.rules(), Stream.of(metrics))),
                metrics);
    }

    /** The same for so many connections: services that follow changes take half of them, unless it is set how many may. */
    public ServerConfiguration withConnections(int connections) {
        return settings.get(ChangeSettings.MAX_STREAMS).isPresent()
                ? this
                : new ServerConfiguration(
                        settings,
                        engine,
                        web.toBuilder().maxStreams(Math.max(1, connections / 2)).build(),
                        stores,
                        metricsPermission);
    }

    /** The same with passwords hashed in another way. */
    public ServerConfiguration with(PasswordConfig password) {
        return new ServerConfiguration(
                settings, engine.toBuilder().password(password).build(), web, stores, metricsPermission);
    }
}
