package dev.keycard.server.wire;

import dev.keycard.KeycardConfig;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.key.JwtConfig;
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
import java.util.function.UnaryOperator;

/** Differences from the default configuration, to be handed to {@link RunningServer#start}. */
final class Config {

    private Config() {}

    static UnaryOperator<KeycardConfig> schemes(Scheme... schemes) {
        return c -> c.toBuilder().schemes(new LinkedHashSet<>(List.of(schemes))).build();
    }

    static UnaryOperator<KeycardConfig> jwt(UnaryOperator<JwtConfig> difference) {
        return c -> c.toBuilder().jwt(difference.apply(c.jwt())).build();
    }

    static UnaryOperator<KeycardConfig> session(SessionConfig session) {
        return c -> c.toBuilder().session(session).build();
    }

    static UnaryOperator<KeycardConfig> apiToken(ApiTokenConfig apiToken) {
        return c -> c.toBuilder().apiToken(apiToken).build();
    }

    static UnaryOperator<KeycardConfig> throttle(ThrottleConfig throttle) {
        return c -> c.toBuilder().throttle(throttle).build();
    }

    static UnaryOperator<KeycardConfig> change(ChangeConfig change) {
        return c -> c.toBuilder().change(change).build();
    }

    static UnaryOperator<KeycardConfig> password(PasswordConfig password) {
        return c -> c.toBuilder().password(password).build();
    }

    static UnaryOperator<KeycardConfig> authCheck(AuthCheckConfig authCheck) {
        return c -> c.toBuilder().authCheck(authCheck).build();
    }

    static UnaryOperator<KeycardConfig> path(String name, String path) {
        return c -> c.toBuilder().paths(Map.of(name, path)).build();
    }

    static UnaryOperator<KeycardConfig> publicOrigin(String origin) {
        return c -> c.toBuilder().publicOrigin(origin).build();
    }

    static UnaryOperator<KeycardConfig> permission(PermissionConfig permission, Permission rule) {
        return c -> c.toBuilder().permission(permission).defaultPermission(rule).build();
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
}
