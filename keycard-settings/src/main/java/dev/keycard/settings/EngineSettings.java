package dev.keycard.settings;

import dev.keycard.KeycardConfig;
import java.util.List;

/** The settings of the engine and its API: all of their groups, and the configuration of the engine that follows from them. */
public final class EngineSettings {

    /** The groups, in the order of the documentation. */
    public static final List<SettingGroup> GROUPS = List.of(
            SiteSettings.GROUP,
            JwtSettings.GROUP,
            SessionSettings.GROUP,
            ApiTokenSettings.GROUP,
            PasswordSettings.GROUP,
            AccountSettings.GROUP,
            RecoverySettings.GROUP,
            RegistrationSettings.GROUP,
            MailSettings.GROUP,
            ThrottleSettings.GROUP,
            PermissionSettings.GROUP,
            ChangeSettings.GROUP,
            RedisSettings.GROUP,
            CleanupSettings.GROUP,
            StoreSettings.GROUP,
            MetricsSettings.GROUP);

    private EngineSettings() {}

    /**
     * Makes the configuration of the engine.
     *
     * @throws ConfigurationException if some are out of range or contradict each other; the message names the setting
     */
    public static KeycardConfig read(Configuration settings) {
        return ConfigurationException.orRefusal(() -> engine(settings));
    }

    private static KeycardConfig engine(Configuration settings) {
        return KeycardConfig.builder()
                .jwt(JwtSettings.read(settings))
                .session(SessionSettings.read(settings))
                .apiToken(ApiTokenSettings.read(settings))
                .password(PasswordSettings.read(settings))
                .throttle(ThrottleSettings.read(settings))
                .change(ChangeSettings.read(settings))
                .recovery(RecoverySettings.read(settings))
                .registration(RegistrationSettings.read(settings))
                .account(AccountSettings.read(settings))
                .cleanup(CleanupSettings.read(settings))
                .tiers(PermissionSettings.read(settings).tiers())
                .build();
    }
}
