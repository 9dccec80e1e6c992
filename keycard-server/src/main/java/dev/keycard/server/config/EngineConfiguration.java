package dev.keycard.server.config;

import dev.keycard.KeycardConfig;
import dev.keycard.account.AccountConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ReservedScopes;
import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.delivery.OutboxKind;
import dev.keycard.jwt.JwtConfig;
import dev.keycard.mail.LinkTemplate;
import dev.keycard.mailchange.MailChangeConfig;
import dev.keycard.notice.Notice;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.HashLimits;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.session.SessionConfig;
import dev.keycard.store.SizeLimits;
import dev.keycard.store.StorePolicy;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.throttle.WriteRates;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.RuleReader;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the engine is told, out of the settings. */
public final class EngineConfiguration {

    private final Configuration settings;

    private EngineConfiguration(Configuration settings) {
        this.settings = settings;
    }

    /** Reads the settings. @throws ConfigurationException if some are out of range or contradict each other */
    public static KeycardConfig from(Configuration settings) {
        try {
            return new EngineConfiguration(settings).engine();
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(refused.getMessage() + ".");
        }
    }

    /** Who may read the figures. @throws ConfigurationException if that is no rule */
    public static Permission metricsPermission(Configuration settings) {
        try {
            return new EngineConfiguration(settings).permission(Settings.METRICS_PERMISSION);
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(refused.getMessage() + ".");
        }
    }

    /** What the stores keep to. @throws ConfigurationException if some of it is out of range */
    public static StorePolicy stores(Configuration settings) {
        try {
            Set<String> reserved = reservedScopes(settings).names();
            return new StorePolicy(
                    settings.get(Settings.NAME_QUARANTINE),
                    reserved,
                    new SizeLimits(
                            grown(settings, Settings.STORE_WARN_SIZE, Settings.STORE_STOP_SIZE),
                            grown(settings, Settings.AUDIT_WARN_SIZE, Settings.AUDIT_STOP_SIZE),
                            new SizeLimits.Bound(
                                    settings.get(Settings.STORE_WARN_FREE).orElse(0L),
                                    settings.get(Settings.STORE_STOP_FREE).orElse(0L))));
        } catch (IllegalArgumentException refused) {
            throw new ConfigurationException(refused.getMessage() + ".");
        }
    }

    /** The same for a command and for the server, which alone has figures. */
    private static ReservedScopes reservedScopes(Configuration settings) {
        return ReservedScopes.wantedBy(Stream.concat(from(settings).rules(), Stream.of(metricsPermission(settings))));
    }

    private static SizeLimits.Bound grown(
            Configuration settings, Setting<Optional<Long>> warn, Setting<Optional<Long>> stop) {
        return new SizeLimits.Bound(
                settings.get(warn).orElse(Long.MAX_VALUE), settings.get(stop).orElse(Long.MAX_VALUE));
    }

    /** Whether browsers reach the site over TLS, which decides about cookies. */
    public static boolean secure(Configuration settings) {
        return settings.get(Settings.TLS_CERTIFICATE).isPresent()
                || settings.get(Settings.PUBLIC_URL).filter(Origin::secure).isPresent();
    }

    private KeycardConfig engine() {
        return new KeycardConfig(
                settings.get(Settings.SCHEMES),
                jwt(),
                new SessionConfig(
                        settings.get(Settings.SESSION_IDLE), settings.get(Settings.SESSION_LIFETIME), secure(settings)),
                new ApiTokenConfig(
                        settings.get(Settings.TOKEN_KEYWORD),
                        settings.get(Settings.TOKEN_SIGN_IN_LIFETIME),
                        settings.get(Settings.TOKEN_SIGN_IN_LIMIT),
                        settings.get(Settings.TOKEN_LIMIT)),
                password(),
                throttle(),
                new ChangeConfig(settings.get(Settings.CHANGE_POLL), settings.get(Settings.CHANGE_MAX_STALENESS)),
                permission(),
                recovery(),
                registration(),
                new AccountConfig(settings.get(Settings.RECENT_PROOF), mailChange(), notices()),
                permission(Settings.PERMISSION_DEFAULT),
                authCheck(),
                new CleanupConfig(
                        settings.get(Settings.KEEP_LOGINS),
                        settings.get(Settings.KEEP_TOKENS),
                        settings.get(Settings.KEEP_AUDIT).orElse(null)),
                settings.family(Settings.PATHS),
                settings.get(Settings.PUBLIC_URL).map(Origin::text).orElse(null));
    }

    private JwtConfig jwt() {
        return new JwtConfig(
                settings.get(Settings.JWT_ALGORITHM),
                settings.get(Settings.JWT_SIGNING_KEY).orElse(null),
                settings.get(Settings.JWT_ISSUER).orElse(null),
                settings.get(Settings.JWT_AUDIENCE).orElse(null),
                settings.get(Settings.JWT_ACCESS_LIFETIME),
                settings.get(Settings.JWT_REFRESH_LIFETIME),
                settings.get(Settings.JWT_LOGIN_LIFETIME),
                settings.get(Settings.JWT_LEEWAY),
                settings.get(Settings.JWT_ROTATE_REFRESH),
                settings.get(Settings.JWT_REFRESH_GRACE),
                settings.get(Settings.JWT_ROTATE_EVERY).orElse(null),
                settings.get(Settings.JWT_VERIFYING_KEYS),
                settings.get(Settings.JWT_COOKIES));
    }

    private PasswordConfig password() {
        Argon2Cost cost = new Argon2Cost(
                Math.toIntExact(Math.min(settings.get(Settings.ARGON2_MEMORY) / 1024, Integer.MAX_VALUE)),
                settings.get(Settings.ARGON2_ITERATIONS),
                settings.get(Settings.ARGON2_PARALLELISM));
        int threads = settings.get(Settings.HASH_THREADS)
                .orElse(PasswordConfig.defaults().hashThreads());
        int queue = settings.get(Settings.HASH_QUEUE).orElse(PasswordConfig.queueFor(threads));
        HashLimits limits = settings.get(Settings.IMPORTED_MEMORY)
                .map(bytes -> new HashLimits((int) Math.min(Integer.MAX_VALUE, bytes / 1024)))
                .orElse(HashLimits.defaults());
        return new PasswordConfig(cost, threads, queue, settings.get(Settings.MIN_LENGTH), limits);
    }

    private PermissionConfig permission() {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        settings.family(Settings.ROLES).forEach((role, grants) -> roles.put(role, Set.copyOf(Types.list(grants))));
        return new PermissionConfig(roles, settings.get(Settings.PERMISSION_TIERS));
    }

    private Permission permission(Setting<String> setting) {
        try {
            return new PermissionLanguage(permission()).rule(settings.get(setting));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(setting.name() + ", " + refused.getMessage(), refused);
        }
    }

    private AuthCheckConfig authCheck() {
        RuleReader reader = new RuleReader(new PermissionLanguage(permission())::rule);
        return new AuthCheckConfig(settings.get(Settings.AUTH_CHECK_HEADERS), reader.read(WrittenRules.of(settings)));
    }

    private ThrottleConfig throttle() {
        return new ThrottleConfig(
                settings.get(Settings.THROTTLE_ANON).orElse(null),
                settings.get(Settings.THROTTLE_USER).orElse(null),
                new SignInRates(
                        settings.get(Settings.THROTTLE_SIGN_IN).orElse(null),
                        settings.get(Settings.THROTTLE_SIGN_IN_ADDRESS).orElse(null),
                        settings.get(Settings.THROTTLE_SIGN_IN_SUCCESS).orElse(null),
                        settings.get(Settings.THROTTLE_SIGN_IN_SUCCESS_ADDRESS).orElse(null)),
                rates(Settings.TIER_RATES),
                limits(rates(Settings.SCOPE_RATES)),
                new WriteRates(
                        settings.get(Settings.THROTTLE_WRITE).orElse(null),
                        settings.get(Settings.THROTTLE_WRITE_DAY).orElse(null),
                        settings.get(Settings.THROTTLE_STAFF_WRITE).orElse(null),
                        settings.get(Settings.THROTTLE_LOGIN_DAY).orElse(null),
                        settings.get(Settings.THROTTLE_REFRESH).orElse(null)));
    }

    private Map<String, Optional<Rate>> rates(String family) {
        Map<String, Optional<Rate>> rates = new LinkedHashMap<>();
        settings.family(family)
                .forEach((name, text) -> rates.put(
                        name, new Setting<>(family + name, Types.RATE, "none", "").read(text, "the configuration")));
        return rates;
    }

    private static Map<String, Rate> limits(Map<String, Optional<Rate>> rates) {
        Map<String, Rate> limits = new LinkedHashMap<>();
        rates.forEach((name, rate) -> rate.ifPresent(limit -> limits.put(name, limit)));
        return limits;
    }

    private RecoveryConfig recovery() {
        RecoveryConfig limits = new RecoveryConfig(
                null,
                settings.get(Settings.THROTTLE_RESET).orElse(null),
                settings.get(Settings.THROTTLE_RESET_ADDRESS).orElse(null));
        return sendsMail() ? limits.withLink(link(Settings.RESET_LINK)) : limits;
    }

    private Set<Notice> notices() {
        Set<Notice> notices = EnumSet.noneOf(Notice.class);
        Map.of(
                        Notice.API_TOKEN, Settings.NOTIFY_API_TOKEN,
                        Notice.PASSWORD, Settings.NOTIFY_PASSWORD,
                        Notice.SIGN_IN, Settings.NOTIFY_SIGN_IN)
                .forEach((notice, setting) -> {
                    if (settings.get(setting)) {
                        notices.add(notice);
                    }
                });
        return notices;
    }

    private MailChangeConfig mailChange() {
        MailChangeConfig limits = new MailChangeConfig(
                null,
                settings.get(Settings.THROTTLE_EMAIL_CHANGE).orElse(null),
                settings.get(Settings.THROTTLE_RESET_ADDRESS).orElse(null));
        return sendsMail()
                ? limits.withLinks(
                        new MailChangeConfig.Links(link(Settings.EMAIL_CONFIRM_LINK), link(Settings.EMAIL_UNDO_LINK)))
                : limits;
    }

    private RegistrationConfig registration() {
        RegistrationConfig closed = new RegistrationConfig(
                false,
                null,
                settings.get(Settings.REGISTRATION_TIER),
                settings.get(Settings.THROTTLE_REGISTER).orElse(null));
        if (!settings.get(Settings.REGISTRATION)) {
            return closed;
        }
        boolean confirmed = sendsMail() && settings.get(Settings.REGISTRATION_CONFIRM);
        return closed.open(confirmed ? link(Settings.REGISTRATION_LINK) : null);
    }

    private boolean sendsMail() {
        return settings.get(Settings.MAIL_OUTBOX) != OutboxKind.NONE;
    }

    private LinkTemplate link(Setting<String> setting) {
        return LinkTemplate.of(
                setting.name(),
                settings.get(setting),
                settings.get(Settings.PUBLIC_URL).map(Origin::text).orElse(null));
    }
}
