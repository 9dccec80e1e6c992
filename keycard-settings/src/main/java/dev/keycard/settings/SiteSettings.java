package dev.keycard.settings;

import dev.keycard.KeycardConfig;
import dev.keycard.gate.Scheme;
import java.util.Optional;
import java.util.Set;

/** The settings of the API as a whole: where it is reached, and with which credentials. See {@code docs/configuration.md}. */
public final class SiteSettings {

    private static final KeycardConfig DEFAULTS = KeycardConfig.defaults();

    private static final SettingType<Origin> ORIGIN = SettingType.of(
            "http:// or https://, a host, and a port if it is not the usual one; no path", Origin::parse, Origin::text);

    public static final Setting<Optional<Origin>> PUBLIC_URL = new Setting<>(
            "server.public-url",
            SettingTypes.optional(ORIGIN, ""),
            Optional.empty(),
            "Where browsers reach the site, such as https://api.example.org; https makes cookies Secure.");
    public static final Setting<Set<Scheme>> SCHEMES = new Setting<>(
            "authentication.schemes",
            SettingTypes.setOf(SettingTypes.oneOf(Scheme.class)),
            DEFAULTS.schemes(),
            "Which credentials are accepted: jwt, token, session, and basic, which costs a password hash per request.");

    /** Other paths of endpoints. */
    public static final SettingFamily<String> PATHS = SettingFamily.of("paths.", SettingTypes.TEXT);

    static final SettingGroup GROUP =
            SettingGroup.of("Site", PUBLIC_URL, SCHEMES).with(PATHS);

    private SiteSettings() {}

    /** Whether browsers reach the site over TLS, which decides about cookies. */
    static boolean secure(Configuration settings, boolean tls) {
        return tls || settings.get(PUBLIC_URL).filter(Origin::secure).isPresent();
    }
}
