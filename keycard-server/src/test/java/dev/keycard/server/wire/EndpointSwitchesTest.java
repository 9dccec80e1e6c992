package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.client.Client;
import dev.keycard.gate.Scheme;
import dev.keycard.login.TokenPair;
import dev.keycard.server.testing.ServersOwn;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.user.User;
import dev.keycard.web.cookie.JwtCookies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that are switched off, by name or with their scheme, as clients see them: they do not exist. */
class EndpointSwitchesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "token-pairs, POST, /api/token/",
        "token-pairs, POST, /api/token/refresh/",
        "sessions, GET, /api/session/",
        "sessions, POST, /api/session/login/",
        "api-tokens, POST, /api/token-auth/",
        "api-tokens, GET, /api/tokens/",
        "profile, GET, /api/profile/",
        "logins, GET, /api/logins/",
        "password-change, POST, /api/password/change/",
        "staff, GET, /api/admin/users/",
        "oauth2, POST, /oauth2/introspect",
        "changes, GET, /api/changes/",
        "jwks, GET, /.well-known/jwks.json",
        "auth-check, GET, /auth/check",
        "health, GET, /healthz",
        "openapi, GET, /openapi.json"
    })
    void groupThatIsOff_isNotFound(String group, String method, String path) {
        try (RunningServer server = RunningServer.start();
                RunningServer off = RunningServer.start(off(group))) {
            assertThat(status(server, method, path)).isNotEqualTo(404);
            assertThat(status(off, method, path)).isEqualTo(404);
        }
    }

    @Test
    void tokensOfASchemeThatIsOff_areNotActive() {
        try (RunningServer server = RunningServer.start(Config.schemes(Scheme.TOKEN))) {
            User ada = server.user("ada");
            TokenPair pair = server.node()
                    .keycard()
                    .tokens()
                    .issue(ada, Client.unknown())
                    .orElseThrow();
            String caller = ServiceTokens.introspecting(server);

            assertThat(introspect(server, caller, pair.access())).isEqualTo("{\"active\":false}");
            assertThat(introspect(server, caller, pair.refresh())).isEqualTo("{\"active\":false}");
            assertThat(introspect(server, caller, caller.substring(caller.indexOf(' ') + 1)))
                    .contains("\"active\":true");
        }
    }

    private static String introspect(RunningServer server, String caller, String token) {
        return server.client()
                .post("/oauth2/introspect")
                .header("Authorization", caller)
                .body("application/x-www-form-urlencoded", ("token=" + token).getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(200)
                .body();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT, POST, /api/token/",
        "JWT, POST, /api/token/refresh/",
        "JWT, POST, /api/token/verify/",
        "JWT, POST, /api/token/blacklist/",
        "JWT, GET, /.well-known/jwks.json",
        "SESSION, GET, /api/session/",
        "SESSION, POST, /api/session/login/",
        "SESSION, POST, /api/session/logout/",
        "TOKEN, POST, /api/token-auth/",
        "TOKEN, GET, /api/tokens/"
    })
    void schemeThatIsOff_takesItsEndpointsWithIt(Scheme scheme, String method, String path) {
        Scheme other = scheme == Scheme.SESSION ? Scheme.JWT : Scheme.SESSION;
        try (RunningServer server = RunningServer.start(Config.schemes(scheme));
                RunningServer off = RunningServer.start(Config.schemes(other))) {
            assertThat(status(server, method, path)).isNotEqualTo(404);
            assertThat(status(off, method, path)).isEqualTo(404);
            assertThat(status(off, "GET", "/api/profile/")).isIn(401, 403);
            assertThat(off.client().get("/openapi.json").send().expect(200).body())
                    .doesNotContain('"' + path + '"');
        }
    }

    @ParameterizedTest
    @CsvSource({
        "password-reset, POST, /api/password/reset/",
        "password-reset, POST, /api/password/reset/confirm/",
        "registration, POST, /api/register/",
        "registration, POST, /api/register/confirm/"
    })
    void groupThatNeedsSettings_isNotFoundWhenItIsOff(String group, String method, String path) {
        assertSwitches(withMail(), Map.of("endpoints." + group, "off"), method, path);
    }

    @Test
    @ServersOwn("An application has the metrics of the actuator.")
    void metrics_areNotFoundWhenTheyAreOff() {
        assertSwitches(withMail(), Map.of("endpoints.metrics", "off"), "GET", "/metrics");
    }

    @ParameterizedTest
    @CsvSource({"/api/email/confirm/", "/api/email/undo/"})
    void linksOfMailChanges_areNotFoundWhenTheyAreOff_withTheProfileThatBeginsThem(String path) {
        Map<String, String> off = Map.of("endpoints.email-change", "off", "endpoints.profile", "off");
        assertSwitches(withMail(), off, "POST", path);
    }

    private void assertSwitches(Map<String, String> settings, Map<String, String> off, String method, String path) {
        Map<String, String> switched = new HashMap<>(settings);
        switched.putAll(off);
        try (TestServer on = TestServer.start(folder.resolve("on"), settings);
                TestServer other = TestServer.start(folder.resolve("off"), switched)) {
            assertThat(status(on, method, path)).isNotEqualTo(404);
            assertThat(status(other, method, path)).isEqualTo(404);
            assertThat(on.client().get("/openapi.json").body()).contains('"' + path + '"');
            assertThat(other.client().get("/openapi.json").body()).doesNotContain('"' + path + '"');
        }
    }

    private static int status(TestServer server, String method, String path) {
        return (method.equals("GET")
                        ? server.client().get(path)
                        : server.client().post(path))
                .status();
    }

    private static Map<String, String> withMail() {
        return Map.of(
                "mail.outbox", "file",
                "mail.from", "id@example.org",
                "server.public-url", "https://id.example.org",
                "registration.enabled", "true");
    }

    @Test
    void settings_switchGroupsOff(@TempDir Path data) {
        try (TestServer server = TestServer.start(data, Map.of("endpoints.staff", "off", "endpoints.health", "on"))) {
            assertThat(server.client().get("/healthz").status()).isEqualTo(200);
            assertThat(server.client().get("/api/admin/users/").status()).isEqualTo(404);
        }
    }

    @Test
    void refuses_groupThatThereIsNot_withTheNearest() {
        assertThatThrownBy(() -> TestServer.start(folder, Map.of("endpoints.token-pair", "off")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("endpoints.token-pair names no group of endpoints; the nearest is token-pairs.");
    }

    @Test
    void refuses_anythingButOnAndOff() {
        assertThatThrownBy(() -> TestServer.configuration(folder, Map.of("endpoints.staff", "false")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("write on or off");
    }

    @Test
    void refuses_changesOfAddressesThatNobodyCanConfirm() {
        Map<String, String> mailing = new HashMap<>(withMail());
        mailing.put("endpoints.email-change", "off");
        assertThatThrownBy(() -> TestServer.start(folder, mailing))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("endpoints.email-change is off");
    }

    @Test
    void refuses_cookiesOfTokensThatThereAreNot() {
        for (JwtCookies cookies : new JwtCookies[] {JwtCookies.REFRESH, JwtCookies.BOTH}) {
            UnaryOperator<TestConfig> kept = Config.tokenCookies(cookies);
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            Config.all(kept, Config.schemes(Scheme.SESSION)).apply(TestConfig.defaults()))
                    .withMessageContaining("jwt.cookies");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Config.all(kept, off("token-pairs")).apply(TestConfig.defaults()))
                    .withMessageContaining("jwt.cookies");
        }
    }

    private static UnaryOperator<TestConfig> off(String group) {
        return config -> config.withWeb(web -> web.endpointsOff(Set.of(group)));
    }

    private static int status(RunningServer server, String method, String path) {
        return (method.equals("GET")
                        ? server.client().get(path)
                        : server.client().post(path))
                .send()
                .status();
    }
}
