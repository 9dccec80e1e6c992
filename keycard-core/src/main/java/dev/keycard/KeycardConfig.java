package dev.keycard;

import dev.keycard.account.AccountConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.jwt.JwtConfig;
import dev.keycard.jwt.JwtCookies;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.Permissions;
import dev.keycard.recovery.RecoveryConfig;
import dev.keycard.registration.RegistrationConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.session.SessionConfig;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.Rule;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set about the engine, one record for each feature.
 *
 * @param schemes which schemes are enabled; the default is JWT, API tokens and sessions
 * @param paths other paths for endpoints, by the endpoint's name
 * @param defaultPermission what a signed-in user needs besides for the endpoints of their own account
 * @param publicOrigin the origin under which browsers reach the site, such as {@code https://api.example.org}; null if it is
 *     to be told from each request's Host header
 */
public record KeycardConfig(
        Set<Scheme> schemes,
        JwtConfig jwt,
        SessionConfig session,
        ApiTokenConfig token,
        PasswordConfig password,
        ThrottleConfig throttle,
        ChangeConfig change,
        PermissionConfig permission,
        RecoveryConfig recovery,
        RegistrationConfig registration,
        AccountConfig account,
        Permission defaultPermission,
        AuthCheckConfig authCheck,
        CleanupConfig cleanup,
        Map<String, String> paths,
        @Nullable String publicOrigin) {

    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.\\[\\]:-]+");

    public KeycardConfig {
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("authentication.schemes must name at least one scheme");
        }
        if (publicOrigin != null && !ORIGIN.matcher(publicOrigin).matches()) {
            throw new IllegalArgumentException(
                    "server.public-url must be scheme, host and perhaps port, such as https://api.example.org");
        }
        if (jwt.cookies() == JwtCookies.BOTH && !schemes.contains(Scheme.JWT)) {
            throw new IllegalArgumentException("jwt.cookies: both needs jwt among authentication.schemes");
        }
        throttle.tiers().keySet().forEach(tier -> permission.requireTier("throttle.tier", tier));
        if (!registration.tier().isEmpty()) {
            permission.requireTier("registration.tier", registration.tier());
        }
        schemes = Collections.unmodifiableSet(new LinkedHashSet<>(schemes));
        paths = Map.copyOf(paths);
    }

    /** Every rule that is configured here. */
    public Stream<Permission> rules() {
        return Stream.concat(authCheck.rules().stream().map(Rule::permission), Stream.of(defaultPermission));
    }

    /** The same with other settings for passwords. */
    public KeycardConfig with(PasswordConfig other) {
        return new KeycardConfig(
                schemes,
                jwt,
                session,
                token,
                other,
                throttle,
                change,
                permission,
                recovery,
                registration,
                account,
                defaultPermission,
                authCheck,
                cleanup,
                paths,
                publicOrigin);
    }

    public static KeycardConfig defaults() {
        return new KeycardConfig(
                new LinkedHashSet<>(List.of(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION)),
                JwtConfig.defaults(),
                SessionConfig.defaults(),
                ApiTokenConfig.defaults(),
                PasswordConfig.defaults(),
                ThrottleConfig.defaults(),
                ChangeConfig.defaults(),
                PermissionConfig.defaults(),
                RecoveryConfig.off(),
                RegistrationConfig.off(),
                AccountConfig.defaults(),
                Permissions.IS_AUTHENTICATED,
                AuthCheckConfig.defaults(),
                CleanupConfig.defaults(),
                Map.of(),
                null);
    }
}
