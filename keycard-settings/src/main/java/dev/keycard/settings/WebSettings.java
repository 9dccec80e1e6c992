package dev.keycard.settings;

import dev.keycard.permission.PermissionConfig;
import dev.keycard.web.WebConfig;
import dev.keycard.web.cookie.CookieConfig;

/** Makes the configuration of the API over the engine. The groups of its settings are among {@link EngineSettings#GROUPS}. */
public final class WebSettings {

    private WebSettings() {}

    /**
     * Makes the configuration of the API.
     *
     * @param tls whether this program itself speaks TLS with browsers
     * @throws ConfigurationException if some are out of range or contradict each other; the message names the setting
     */
    public static WebConfig read(Configuration settings, boolean tls) {
        return ConfigurationException.orRefusal(() -> web(settings, tls));
    }

    private static WebConfig web(Configuration settings, boolean tls) {
        PermissionConfig permission = PermissionSettings.read(settings);
        return WebConfig.builder()
                .schemes(settings.get(SiteSettings.SCHEMES))
                .cookies(new CookieConfig(SiteSettings.secure(settings, tls), settings.get(JwtSettings.COOKIES)))
                .defaultPermission(PermissionSettings.rule(settings, permission, PermissionSettings.DEFAULT))
                .throttle(ThrottleSettings.requests(settings))
                .authCheck(PermissionSettings.authCheck(settings, permission))
                .paths(settings.get(SiteSettings.PATHS))
                .endpointsOff(SiteSettings.endpointsOff(settings))
                .publicOrigin(
                        settings.get(SiteSettings.PUBLIC_URL).map(Origin::text).orElse(null))
                .maxStreams(settings.get(ChangeSettings.MAX_STREAMS)
                        .orElse(WebConfig.defaults().maxStreams()))
                .build();
    }
}
