package dev.keycard;

import dev.keycard.account.AccountConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.cleanup.CleanupConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtCookies;
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
 * Everything that can be set about the engine and its API, one record for each feature. Made by {@link #builder()}. Immutable.
 *
 * @param schemes which schemes are enabled; the default is JWT, API tokens and sessions
 * @param paths other paths for endpoints, by the endpoint's name
 * @param endpointsOff the groups of endpoints that are switched off, by the names of their features; none by default
 * @param defaultPermission what a signed-in user needs besides for the endpoints of their own account
 * @param publicOrigin the origin under which browsers reach the site, such as {@code https://api.example.org}; null if it is
 *     to be told from each request's Host header
 */
public record KeycardConfig(
        Set<Scheme> schemes,
        JwtConfig jwt,
        SessionConfig session,
        ApiTokenConfig apiToken,
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
        Set<String> endpointsOff,
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
        if (jwt.cookies() != JwtCookies.NONE
                && (!schemes.contains(Scheme.JWT) || endpointsOff.contains("token-pairs"))) {
            throw new IllegalArgumentException(
                    "jwt.cookies needs jwt among authentication.schemes, and endpoints.token-pairs on");
        }
        throttle.tiers().keySet().forEach(tier -> permission.requireTier("throttle.tier", tier));
        if (!registration.tier().isEmpty()) {
            permission.requireTier("registration.tier", registration.tier());
        }
        schemes = Collections.unmodifiableSet(new LinkedHashSet<>(schemes));
        paths = Map.copyOf(paths);
        endpointsOff = Set.copyOf(endpointsOff);
    }

    /** Every rule that is configured here. */
    public Stream<Permission> rules() {
        return Stream.concat(authCheck.rules().stream().map(Rule::permission), Stream.of(defaultPermission));
    }

    public static KeycardConfig defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this configuration. */
    public Builder toBuilder() {
        return new Builder()
                .schemes(schemes)
                .jwt(jwt)
                .session(session)
                .apiToken(apiToken)
                .password(password)
                .throttle(throttle)
                .change(change)
                .permission(permission)
                .recovery(recovery)
                .registration(registration)
                .account(account)
                .defaultPermission(defaultPermission)
                .authCheck(authCheck)
                .cleanup(cleanup)
                .paths(paths)
                .endpointsOff(endpointsOff)
                .publicOrigin(publicOrigin);
    }

    /** Changes single parts; the others keep their values. Not thread-safe. */
    public static final class Builder {

        private Set<Scheme> schemes = new LinkedHashSet<>(List.of(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION));
        private JwtConfig jwt = JwtConfig.defaults();
        private SessionConfig session = SessionConfig.defaults();
        private ApiTokenConfig apiToken = ApiTokenConfig.defaults();
        private PasswordConfig password = PasswordConfig.defaults();
        private ThrottleConfig throttle = ThrottleConfig.defaults();
        private ChangeConfig change = ChangeConfig.defaults();
        private PermissionConfig permission = PermissionConfig.defaults();
        private RecoveryConfig recovery = RecoveryConfig.off();
        private RegistrationConfig registration = RegistrationConfig.off();
        private AccountConfig account = AccountConfig.defaults();
        private Permission defaultPermission = Permissions.IS_AUTHENTICATED;
        private AuthCheckConfig authCheck = AuthCheckConfig.defaults();
        private CleanupConfig cleanup = CleanupConfig.defaults();
        private Map<String, String> paths = Map.of();
        private Set<String> endpointsOff = Set.of();
        private @Nullable String publicOrigin;

        private Builder() {}

        public Builder schemes(Set<Scheme> value) {
            schemes = value;
            return this;
        }

        public Builder jwt(JwtConfig value) {
            jwt = value;
            return this;
        }

        public Builder session(SessionConfig value) {
            session = value;
            return this;
        }

        public Builder apiToken(ApiTokenConfig value) {
            apiToken = value;
            return this;
        }

        public Builder password(PasswordConfig value) {
            password = value;
            return this;
        }

        public Builder throttle(ThrottleConfig value) {
            throttle = value;
            return this;
        }

        public Builder change(ChangeConfig value) {
            change = value;
            return this;
        }

        public Builder permission(PermissionConfig value) {
            permission = value;
            return this;
        }

        public Builder recovery(RecoveryConfig value) {
            recovery = value;
            return this;
        }

        public Builder registration(RegistrationConfig value) {
            registration = value;
            return this;
        }

        public Builder account(AccountConfig value) {
            account = value;
            return this;
        }

        public Builder defaultPermission(Permission value) {
            defaultPermission = value;
            return this;
        }

        public Builder authCheck(AuthCheckConfig value) {
            authCheck = value;
            return this;
        }

        public Builder cleanup(CleanupConfig value) {
            cleanup = value;
            return this;
        }

        public Builder paths(Map<String, String> value) {
            paths = value;
            return this;
        }

        public Builder endpointsOff(Set<String> value) {
            endpointsOff = value;
            return this;
        }

        public Builder publicOrigin(@Nullable String value) {
            publicOrigin = value;
            return this;
        }

        /** Checks the parts against each other. @throws IllegalArgumentException with the name of the setting */
        public KeycardConfig build() {
            return new KeycardConfig(
                    schemes,
                    jwt,
                    session,
                    apiToken,
                    password,
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
                    endpointsOff,
                    publicOrigin);
        }
    }
}
