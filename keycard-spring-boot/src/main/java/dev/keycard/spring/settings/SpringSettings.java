package dev.keycard.spring.settings;

import dev.keycard.api.Internal;
import dev.keycard.node.DataSettings;
import dev.keycard.node.NodeConfiguration;
import dev.keycard.permission.Permission;
import dev.keycard.settings.Configuration;
import dev.keycard.settings.EngineSettings;
import dev.keycard.settings.MailSettings;
import dev.keycard.settings.SettingCatalog;
import dev.keycard.settings.SettingGroup;
import dev.keycard.settings.SettingText;
import dev.keycard.settings.SettingsSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** The settings that an application with the engine has. */
@Internal
public final class SpringSettings {

    /** All of them, each with its type, its default and its sentence. */
    public static final SettingCatalog CATALOG =
            SettingCatalog.of(Stream.concat(Stream.of(DataSettings.GROUP), EngineSettings.GROUPS.stream())
                    .<SettingGroup>map(group -> group)
                    .toList());

    private SpringSettings() {}

    /** Reads them for an application without an outbox. */
    public static Configuration read(Environment environment) {
        return read(environment, false);
    }

    /**
     * The configuration that follows from them.
     *
     * @param rules those of the application
     * @throws dev.keycard.settings.ConfigurationException if they are out of range or contradict each other
     */
    public static NodeConfiguration configuration(
            Configuration settings, Environment environment, Stream<Permission> rules) {
        boolean tls = environment.containsProperty("server.ssl.bundle")
                || environment.containsProperty("server.ssl.key-store")
                || environment.containsProperty("server.ssl.certificate");
        return NodeConfiguration.of(settings, tls, rules);
    }

    /**
     * Reads them.
     *
     * @param ownOutbox whether mail goes to an outbox of the application, unless the properties say otherwise
     * @throws dev.keycard.settings.ConfigurationException for an unknown name and for a malformed value
     */
    public static Configuration read(Environment environment, boolean ownOutbox) {
        SettingsSource standard = catalog -> ownOutbox
                ? Map.of(MailSettings.OUTBOX.name(), new SettingText("application", "the outbox of the application"))
                : Map.of();
        return Configuration.read(
                CATALOG,
                List.of(
                        standard,
                        new PropertySettings(
                                environment,
                                Set.of(
                                        "issuer",
                                        "propagation.hosts",
                                        "propagation.hosts-insecure",
                                        "security.limited-tokens",
                                        "users"))));
    }
}
