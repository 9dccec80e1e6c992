package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.VerificationConfig;
import dev.keycard.key.IssuingConfig;
import dev.keycard.key.JwtConfig;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.cookie.JwtCookies;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of JWTs. See {@code docs/jwt.md}. */
@Internal
public final class JwtSettings {

    private static final JwtConfig DEFAULTS = JwtConfig.defaults();

    private static final SettingType<JwsAlgorithm> ALGORITHM_TYPE = SettingType.of(
            "one of "
                    + Arrays.stream(JwsAlgorithm.values())
                            .map(JwsAlgorithm::joseName)
                            .collect(Collectors.joining(", ")),
            JwsAlgorithm::named,
            JwsAlgorithm::joseName);

    public static final Setting<JwsAlgorithm> ALGORITHM = new Setting<>(
            "jwt.algorithm",
            ALGORITHM_TYPE,
            DEFAULTS.issuing().algorithm(),
            "The algorithm that new tokens are signed with.");
    public static final Setting<Optional<Secret>> SIGNING_KEY = new Setting<>(
            "jwt.signing-key",
            SettingTypes.OPTIONAL_SECRET,
            Optional.ofNullable(DEFAULTS.issuing().signingKey()),
            "The key to sign with; without one, Keycard makes its own keys, seals them and rotates them.");
    public static final Setting<List<Secret>> VERIFYING_KEYS = new Setting<>(
            "jwt.verifying-keys",
            SettingTypes.secrets("jwt.verifying-keys"),
            DEFAULTS.verifyingKeys(),
            "Keys whose tokens are accepted too, but that never sign: former keys, and those of other issuers.");
    public static final Setting<Optional<Duration>> ROTATE_EVERY = new Setting<>(
            "jwt.rotate-every",
            SettingTypes.optional(SettingTypes.DURATION, "never"),
            Optional.ofNullable(DEFAULTS.issuing().rotateEvery()),
            "How long a key that Keycard made signs before the next one takes over; never leaves it to keys rotate.");
    public static final Setting<Optional<String>> ISSUER = new Setting<>(
            "jwt.issuer",
            SettingTypes.OPTIONAL_TEXT,
            Optional.ofNullable(DEFAULTS.verification().issuer()),
            "The iss claim to write and to require.");
    public static final Setting<Optional<String>> AUDIENCE = new Setting<>(
            "jwt.audience",
            SettingTypes.OPTIONAL_TEXT,
            Optional.ofNullable(DEFAULTS.verification().audience()),
            "The aud claim to write and to require.");
    public static final Setting<Duration> ACCESS_LIFETIME = new Setting<>(
            "jwt.access-lifetime",
            SettingTypes.DURATION,
            DEFAULTS.issuing().accessLifetime(),
            "How long an access token lives.");
    public static final Setting<Duration> REFRESH_LIFETIME = new Setting<>(
            "jwt.refresh-lifetime",
            SettingTypes.DURATION,
            DEFAULTS.issuing().refreshLifetime(),
            "How long a refresh token lives, counted anew at each rotation.");
    public static final Setting<Duration> LOGIN_LIFETIME = new Setting<>(
            "jwt.login-lifetime",
            SettingTypes.DURATION,
            DEFAULTS.issuing().loginLifetime(),
            "How long a login lives at most, however often it is refreshed.");
    public static final Setting<Duration> LEEWAY = new Setting<>(
            "jwt.leeway",
            SettingTypes.DURATION,
            DEFAULTS.verification().leeway(),
            "How far the clock of another machine may be off.");
    public static final Setting<Boolean> ROTATE_REFRESH = new Setting<>(
            "jwt.rotate-refresh",
            SettingTypes.BOOLEAN,
            DEFAULTS.issuing().rotateRefresh(),
            "Whether each refresh returns a new refresh token.");
    public static final Setting<Duration> REFRESH_GRACE = new Setting<>(
            "jwt.refresh-grace",
            SettingTypes.DURATION,
            DEFAULTS.issuing().refreshGrace(),
            "How long a refresh token that was just exchanged still gets the same successor; after that it is theft.");
    public static final Setting<JwtCookies> COOKIES = new Setting<>(
            "jwt.cookies",
            SettingTypes.oneOf(JwtCookies.class),
            CookieConfig.defaults().tokens(),
            "Which tokens are kept in a browser's cookies and not in bodies: none, refresh or both.");

    static final SettingGroup GROUP = SettingGroup.of(
            "JWT",
            ALGORITHM,
            SIGNING_KEY,
            VERIFYING_KEYS,
            ROTATE_EVERY,
            ISSUER,
            AUDIENCE,
            ACCESS_LIFETIME,
            REFRESH_LIFETIME,
            LOGIN_LIFETIME,
            LEEWAY,
            ROTATE_REFRESH,
            REFRESH_GRACE,
            COOKIES);

    private JwtSettings() {}

    static JwtConfig read(Configuration settings) {
        return new JwtConfig(
                issuing(settings),
                new VerificationConfig(
                        settings.get(ISSUER).orElse(null),
                        settings.get(AUDIENCE).orElse(null),
                        settings.get(LEEWAY)),
                settings.get(VERIFYING_KEYS));
    }

    private static IssuingConfig issuing(Configuration settings) {
        return new IssuingConfig(
                settings.get(ALGORITHM),
                settings.get(SIGNING_KEY).orElse(null),
                settings.get(ACCESS_LIFETIME),
                settings.get(REFRESH_LIFETIME),
                settings.get(LOGIN_LIFETIME),
                settings.get(ROTATE_REFRESH),
                settings.get(REFRESH_GRACE),
                settings.get(ROTATE_EVERY).orElse(null));
    }
}
