package dev.keycard.settings;

import dev.keycard.api.Internal;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.throttle.WriteRates;
import dev.keycard.web.throttle.RequestRates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of rates. See {@code docs/throttling.md}. */
@Internal
public final class ThrottleSettings {

    private static final ThrottleConfig DEFAULTS = ThrottleConfig.defaults();
    private static final RequestRates REQUESTS = RequestRates.defaults();

    public static final Setting<Optional<Rate>> ANON =
            rate("throttle.anon", REQUESTS.anon(), "Requests without credentials, for each address.");
    public static final Setting<Optional<Rate>> USER = rate("throttle.user", REQUESTS.user(), "Requests of each user.");
    public static final Setting<Optional<Rate>> SIGN_IN = rate(
            "throttle.sign-in",
            DEFAULTS.signIn().failures(),
            "Failed sign-ins for each account, over all endpoints together.");
    public static final Setting<Optional<Rate>> SIGN_IN_ADDRESS = rate(
            "throttle.sign-in-address",
            DEFAULTS.signIn().failuresFromAddress(),
            "Failed sign-ins from each address, over all endpoints together.");
    public static final Setting<Optional<Rate>> SIGN_IN_SUCCESS = rate(
            "throttle.sign-in-success",
            DEFAULTS.signIn().successes(),
            "Sign-ins with the right password for each account, over all endpoints together; Basic signs in with each request.");
    public static final Setting<Optional<Rate>> SIGN_IN_SUCCESS_ADDRESS = rate(
            "throttle.sign-in-success-address",
            DEFAULTS.signIn().successesFromAddress(),
            "Sign-ins with right passwords from each address, over all endpoints together.");
    public static final Setting<Optional<Rate>> WRITE = rate(
            "throttle.write",
            DEFAULTS.writes().user(),
            "Requests of each user that change something, over all endpoints together.");
    public static final Setting<Optional<Rate>> WRITE_DAY =
            rate("throttle.write-day", DEFAULTS.writes().userPerDay(), "The same, for a longer time.");
    public static final Setting<Optional<Rate>> STAFF_WRITE = rate(
            "throttle.staff-write",
            DEFAULTS.writes().staff(),
            "Requests of each of the staff that change something, instead of both.");
    public static final Setting<Optional<Rate>> LOGIN_DAY = rate(
            "throttle.login-day",
            DEFAULTS.writes().loginsPerDay(),
            "Logins, and API tokens made by signing in, of each user.");
    public static final Setting<Optional<Rate>> REFRESH =
            rate("throttle.refresh", DEFAULTS.writes().refreshes(), "Refreshes of each login.");

    /** The rates for users of a tier, instead of {@link #USER}. */
    public static final SettingFamily<Optional<Rate>> TIERS =
            SettingFamily.of("throttle.tier.", SettingTypes.RATE_OR_NONE);

    /** Additional rates for an endpoint. */
    public static final SettingFamily<Optional<Rate>> SCOPES =
            SettingFamily.of("throttle.scope.", SettingTypes.RATE_OR_NONE);

    /** The same for users of a tier; a member is the tier, a dot, and the endpoint. */
    public static final SettingFamily<Optional<Rate>> TIER_SCOPES =
            SettingFamily.of("throttle.tier-scope.", SettingTypes.RATE_OR_NONE);

    static final SettingGroup GROUP = SettingGroup.of(
                    "Throttling",
                    ANON,
                    USER,
                    SIGN_IN,
                    SIGN_IN_ADDRESS,
                    SIGN_IN_SUCCESS,
                    SIGN_IN_SUCCESS_ADDRESS,
                    WRITE,
                    WRITE_DAY,
                    STAFF_WRITE,
                    LOGIN_DAY,
                    REFRESH)
            .with(TIERS, SCOPES, TIER_SCOPES);

    private ThrottleSettings() {}

    static ThrottleConfig read(Configuration settings) {
        return new ThrottleConfig(
                new SignInRates(
                        settings.get(SIGN_IN).orElse(null),
                        settings.get(SIGN_IN_ADDRESS).orElse(null),
                        settings.get(SIGN_IN_SUCCESS).orElse(null),
                        settings.get(SIGN_IN_SUCCESS_ADDRESS).orElse(null)),
                new WriteRates(
                        settings.get(WRITE).orElse(null),
                        settings.get(WRITE_DAY).orElse(null),
                        settings.get(STAFF_WRITE).orElse(null),
                        settings.get(LOGIN_DAY).orElse(null),
                        settings.get(REFRESH).orElse(null)));
    }

    static RequestRates requests(Configuration settings) {
        return RequestRates.builder()
                .anon(settings.get(ANON).orElse(null))
                .user(settings.get(USER).orElse(null))
                .tiers(settings.get(TIERS))
                .scopes(limited(settings.get(SCOPES)))
                .tierScopes(byTier(settings.get(TIER_SCOPES)))
                .build();
    }

    /** The name of an endpoint has no dot; that of a tier may have one. */
    private static Map<String, Map<String, Optional<Rate>>> byTier(Map<String, Optional<Rate>> rates) {
        Map<String, Map<String, Optional<Rate>>> byTier = new LinkedHashMap<>();
        rates.forEach((name, rate) -> {
            int dot = name.lastIndexOf('.');
            if (dot < 1) {
                throw new ConfigurationException("throttle.tier-scope." + name
                        + " must name a tier and an endpoint, such as throttle.tier-scope.premium.token.");
            }
            byTier.computeIfAbsent(name.substring(0, dot), tier -> new LinkedHashMap<>())
                    .put(name.substring(dot + 1), rate);
        });
        return byTier;
    }

    private static Map<String, Rate> limited(Map<String, Optional<Rate>> rates) {
        Map<String, Rate> limits = new LinkedHashMap<>();
        rates.forEach((name, rate) -> rate.ifPresent(limit -> limits.put(name, limit)));
        return limits;
    }

    private static Setting<Optional<Rate>> rate(String name, @Nullable Rate standard, String documentation) {
        return new Setting<>(name, SettingTypes.RATE_OR_NONE, Optional.ofNullable(standard), documentation);
    }
}
