package dev.keycard.settings;

import dev.keycard.KeycardConfig;
import dev.keycard.permission.PermissionConfig;
import java.util.List;

/** The settings of the engine and its API: all of their groups, and what they come to. */
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
            CleanupSettings.GROUP,
            StoreSettings.GROUP,
            MetricsSettings.GROUP);

    private EngineSettings() {}

    /**
     * Reads the settings.
     *
     * @param tls whether this program itself speaks TLS with browsers
     * @throws ConfigurationException if some are out of range or contradict each other; the message names the setting
     */
    public static KeycardConfig read(Configuration settings, boolean tls) {
        return ConfigurationException.orRefusal(() -> engine(settings, tls));
    }

    private static KeycardConfig engine(Configuration settings, boolean tls) {
        PermissionConfig permission = PermissionSettings.read(settings);
        return KeycardConfig.builder()
                .schemes(settings.get(SiteSettings.SCHEMES))
                .jwt(JwtSettings.read(settings))
                .session(SessionSettings.read(settings, SiteSettings.secure(settings, tls)))
                .apiToken(ApiTokenSettings.read(settings))
                .password(PasswordSettings.read(settings))
                .throttle(ThrottleSettings.read(settings))
                .change(ChangeSettings.read(settings))
                .permission(permission)
                .recovery(RecoverySettings.read(settings))
                .registration(RegistrationSettings.read(settings))
                .account(AccountSettings.read(settings))
                .defaultPermission(PermissionSettings.rule(settings, permission, PermissionSettings.DEFAULT))
                .authCheck(PermissionSettings.authCheck(settings, permission))
                .cleanup(CleanupSettings.read(settings))
                .paths(settings.get(SiteSettings.PATHS))
                .endpointsOff(SiteSettings.endpointsOff(settings))
                .publicOrigin(
                        settings.get(SiteSettings.PUBLIC_URL).map(Origin::text).orElse(null))
                .build();
    }
}
