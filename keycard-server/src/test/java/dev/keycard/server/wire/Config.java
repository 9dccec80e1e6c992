package dev.keycard.server.wire;

import dev.keycard.KeycardConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.jwt.JwtConfig;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.session.SessionConfig;
import dev.keycard.throttle.ThrottleConfig;
import dev.keycard.web.authcheck.AuthCheckConfig;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Differences from the default configuration, to be handed to {@link RunningServer#start}. */
final class Config {

    private Config() {}

    static UnaryOperator<KeycardConfig> schemes(Scheme... schemes) {
        return c -> with(
                c,
                new LinkedHashSet<>(List.of(schemes)),
                c.jwt(),
                c.session(),
                c.token(),
                c.throttle(),
                c.change(),
                c.paths(),
                c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> jwt(UnaryOperator<JwtConfig> difference) {
        return c -> with(
                c,
                c.schemes(),
                difference.apply(c.jwt()),
                c.session(),
                c.token(),
                c.throttle(),
                c.change(),
                c.paths(),
                c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> session(SessionConfig session) {
        return c -> with(
                c, c.schemes(), c.jwt(), session, c.token(), c.throttle(), c.change(), c.paths(), c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> token(ApiTokenConfig token) {
        return c -> with(
                c, c.schemes(), c.jwt(), c.session(), token, c.throttle(), c.change(), c.paths(), c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> throttle(ThrottleConfig throttle) {
        return c -> with(
                c, c.schemes(), c.jwt(), c.session(), c.token(), throttle, c.change(), c.paths(), c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> change(ChangeConfig change) {
        return c -> with(
                c, c.schemes(), c.jwt(), c.session(), c.token(), c.throttle(), change, c.paths(), c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> password(PasswordConfig password) {
        return c -> new KeycardConfig(
                c.schemes(),
                c.jwt(),
                c.session(),
                c.token(),
                password,
                c.throttle(),
                c.change(),
                c.permission(),
                c.recovery(),
                c.registration(),
                c.account(),
                c.defaultPermission(),
                c.authCheck(),
                c.cleanup(),
                c.paths(),
                c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> authCheck(AuthCheckConfig authCheck) {
        return c -> new KeycardConfig(
                c.schemes(),
                c.jwt(),
                c.session(),
                c.token(),
                c.password(),
                c.throttle(),
                c.change(),
                c.permission(),
                c.recovery(),
                c.registration(),
                c.account(),
                c.defaultPermission(),
                authCheck,
                c.cleanup(),
                c.paths(),
                c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> path(String name, String path) {
        return c -> with(
                c,
                c.schemes(),
                c.jwt(),
                c.session(),
                c.token(),
                c.throttle(),
                c.change(),
                Map.of(name, path),
                c.publicOrigin());
    }

    static UnaryOperator<KeycardConfig> publicOrigin(String origin) {
        return c -> with(c, c.schemes(), c.jwt(), c.session(), c.token(), c.throttle(), c.change(), c.paths(), origin);
    }

    static UnaryOperator<KeycardConfig> permission(PermissionConfig permission, Permission rule) {
        return c -> new KeycardConfig(
                c.schemes(),
                c.jwt(),
                c.session(),
                c.token(),
                c.password(),
                c.throttle(),
                c.change(),
                permission,
                c.recovery(),
                c.registration(),
                c.account(),
                rule,
                c.authCheck(),
                c.cleanup(),
                c.paths(),
                c.publicOrigin());
    }

    /** All of the differences, one after the other. */
    @SafeVarargs
    static UnaryOperator<KeycardConfig> all(UnaryOperator<KeycardConfig>... differences) {
        return config -> {
            KeycardConfig changed = config;
            for (UnaryOperator<KeycardConfig> difference : differences) {
                changed = difference.apply(changed);
            }
            return changed;
        };
    }

    private static KeycardConfig with(
            KeycardConfig c,
            Set<Scheme> schemes,
            JwtConfig jwt,
            SessionConfig session,
            ApiTokenConfig token,
            ThrottleConfig throttle,
            ChangeConfig change,
            Map<String, String> paths,
            @Nullable String publicOrigin) {
        return new KeycardConfig(
                schemes,
                jwt,
                session,
                token,
                c.password(),
                throttle,
                change,
                c.permission(),
                c.recovery(),
                c.registration(),
                c.account(),
                c.defaultPermission(),
                c.authCheck(),
                c.cleanup(),
                paths,
                publicOrigin);
    }
}
