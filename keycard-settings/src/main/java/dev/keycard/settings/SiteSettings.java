package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.gate.Scheme;
import dev.keycard.web.WebConfig;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings of the API as a whole: where it is reached, and with which credentials. See {@code docs/configuration.md}. */
@Internal
public final class SiteSettings {

    private static final WebConfig DEFAULTS = WebConfig.defaults();

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

    /** Groups of endpoints, by the names of their features: on, as without a setting, or off. */
    public static final SettingFamily<Boolean> ENDPOINTS =
            SettingFamily.of("endpoints.", SettingType.of("on or off", SiteSettings::onOrOff, on -> on ? "on" : "off"));

    static final SettingGroup GROUP =
            SettingGroup.of("Site", PUBLIC_URL, SCHEMES).with(PATHS, ENDPOINTS);

    private SiteSettings() {}

    static Set<String> endpointsOff(Configuration settings) {
        return settings.get(ENDPOINTS).entrySet().stream()
                .filter(group -> !group.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Boolean> onOrOff(String text) {
        return switch (text) {
            case "on" -> Optional.of(true);
            case "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** Whether browsers reach the site over TLS, which decides about cookies. */
    static boolean secure(Configuration settings, boolean tls) {
        return tls || settings.get(PUBLIC_URL).filter(Origin::secure).isPresent();
    }
}
