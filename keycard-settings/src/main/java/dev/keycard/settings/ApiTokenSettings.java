package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenConfig;
import java.time.Duration;

/** The settings of API tokens. See {@code docs/api-tokens.md}. */
@Internal
public final class ApiTokenSettings {

    private static final ApiTokenConfig DEFAULTS = ApiTokenConfig.defaults();

    public static final Setting<String> KEYWORD = new Setting<>(
            "api-token.keyword",
            SettingTypes.NOT_BLANK,
            DEFAULTS.keyword(),
            "The word before an API token in the Authorization header.");
    public static final Setting<Duration> SIGN_IN_LIFETIME = new Setting<>(
            "api-token.sign-in-lifetime",
            SettingTypes.DURATION,
            DEFAULTS.signInLifetime(),
            "How long an API token made by signing in lives.");
    public static final Setting<Integer> SIGN_IN_LIMIT = new Setting<>(
            "api-token.sign-in-limit",
            SettingTypes.COUNT,
            DEFAULTS.signInLimit(),
            "How many of those a user has at most; the longest unused one makes room.");
    public static final Setting<Integer> LIMIT = new Setting<>(
            "api-token.limit",
            SettingTypes.COUNT,
            DEFAULTS.limit(),
            "How many live API tokens a user may have and still ask for one more; 800 at most.");

    static final SettingGroup GROUP = SettingGroup.of("API tokens", KEYWORD, SIGN_IN_LIFETIME, SIGN_IN_LIMIT, LIMIT);

    private ApiTokenSettings() {}

    static ApiTokenConfig read(Configuration settings) {
        return new ApiTokenConfig(
                settings.get(KEYWORD),
                settings.get(SIGN_IN_LIFETIME),
                settings.get(SIGN_IN_LIMIT),
                settings.get(LIMIT));
    }
}
