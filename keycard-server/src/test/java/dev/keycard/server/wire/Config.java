package dev.keycard.server.wire;

import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.gate.Scheme;
import dev.keycard.key.JwtConfig;
import dev.keycard.password.PasswordConfig;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.session.SessionConfig;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.WriteRates;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.cookie.JwtCookies;
import dev.keycard.web.throttle.RequestRates;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Differences from the default configuration, to be handed to {@link RunningServer#start}. */
final class Config {

    private Config() {}

    static UnaryOperator<TestConfig> schemes(Scheme... schemes) {
        return c -> c.withWeb(b -> b.schemes(new LinkedHashSet<>(List.of(schemes))));
    }

    static UnaryOperator<TestConfig> jwt(UnaryOperator<JwtConfig> difference) {
        return c -> c.withEngine(b -> b.jwt(difference.apply(c.engine().jwt())));
    }

    static UnaryOperator<TestConfig> session(SessionConfig session) {
        return c -> c.withEngine(b -> b.session(session));
    }

    /** Tokens in a browser's cookies. */
    static UnaryOperator<TestConfig> tokenCookies(JwtCookies tokens) {
        return c -> c.withWeb(b -> b.cookies(c.web().cookies().withTokens(tokens)));
    }

    /** A site that is reached over TLS. */
    static UnaryOperator<TestConfig> secure() {
        return c -> c.withWeb(b -> b.cookies(c.web().cookies().withSecure(true)));
    }

    static UnaryOperator<TestConfig> apiToken(ApiTokenConfig apiToken) {
        return c -> c.withEngine(b -> b.apiToken(apiToken));
    }

    static UnaryOperator<TestConfig> signIns(SignInRates rates) {
        return c -> c.withEngine(b -> b.throttle(c.engine().throttle().with(rates)));
    }

    static UnaryOperator<TestConfig> writes(WriteRates rates) {
        return c -> c.withEngine(b -> b.throttle(c.engine().throttle().with(rates)));
    }

    static UnaryOperator<TestConfig> requests(RequestRates rates) {
        return c -> c.withWeb(b -> b.throttle(rates));
    }

    /** Limits of requests, and none for failed sign-ins. */
    static UnaryOperator<TestConfig> requestsAlone(RequestRates rates) {
        return all(requests(rates), signIns(SignInRates.ofFailures(null, null)));
    }

    static UnaryOperator<TestConfig> change(ChangeConfig change) {
        return c -> c.withEngine(b -> b.change(change));
    }

    static UnaryOperator<TestConfig> password(PasswordConfig password) {
        return c -> c.withEngine(b -> b.password(password));
    }

    static UnaryOperator<TestConfig> authCheck(AuthCheckConfig authCheck) {
        return c -> c.withWeb(b -> b.authCheck(authCheck));
    }

    static UnaryOperator<TestConfig> path(String name, String path) {
        return c -> c.withWeb(b -> b.paths(Map.of(name, path)));
    }

    static UnaryOperator<TestConfig> publicOrigin(String origin) {
        return c -> c.withWeb(b -> b.publicOrigin(origin));
    }

    static UnaryOperator<TestConfig> permission(PermissionConfig permission, Permission rule) {
        return c -> c.withEngine(b -> b.tiers(permission.tiers())).withWeb(b -> b.defaultPermission(rule));
    }

    /** All of the differences, one after the other. */
    @SafeVarargs
    static UnaryOperator<TestConfig> all(UnaryOperator<TestConfig>... differences) {
        return config -> {
            TestConfig changed = config;
            for (UnaryOperator<TestConfig> difference : differences) {
                changed = difference.apply(changed);
            }
            return changed;
        };
    }
}
