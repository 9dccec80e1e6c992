package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.permission.HasRole;
import dev.keycard.permission.HasScope;
import dev.keycard.permission.HoldsScope;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.Permissions;
import dev.keycard.server.testing.TestNode;
import dev.keycard.throttle.Rate;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.PathPattern;
import dev.keycard.web.authcheck.ProxyHeaders;
import dev.keycard.web.authcheck.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /auth/check}, as a proxy asks it. */
class AuthCheckTest {

    private static final String METHOD = "X-Original-Method";
    private static final String URI = "X-Original-URI";
    private static final Rate TWICE = new Rate(2, Duration.ofMinutes(1));

    private static final PermissionConfig TIERS =
            new PermissionConfig(Map.of("writer", Set.of("desk.use")), List.of("free", "premium"));

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(Config.authCheck(new AuthCheckConfig(
            ProxyHeaders.EITHER,
            List.of(
                    rule("/public/**", Permissions.ALLOW_ANY, null),
                    rule("/admin/**", Permissions.IS_ADMIN_USER, null),
                    rule("/slow", Permissions.ALLOW_ANY, TWICE),
                    rule("/slow/too", Permissions.ALLOW_ANY, TWICE),
                    rule("/articles/**", Permissions.IS_AUTHENTICATED_OR_READ_ONLY, null),
                    rule("/writers/**", new HasRole("writer"), null),
                    rule("/premium/**", TIERS.hasTier("premium"), null),
                    rule("/desk/**", TIERS.hasPermission("desk.use"), null),
                    rule("/later/**", new HasRole("guest").not().and(Permissions.IS_AUTHENTICATED), null),
                    rule("/scoped/**", Permissions.IS_AUTHENTICATED.and(new HasScope("articles")), null),
                    rule("/either/**", Permissions.IS_AUTHENTICATED.or(new HasScope("articles")), null),
                    rule("/partners/**", new HoldsScope("partner").or(Permissions.IS_ADMIN_USER), null),
                    rule("/account/{id}", Permissions.IS_AUTHENTICATED, null)))));

    private static User ada;

    @BeforeAll
    static void users() {
        ada = SERVER.user("ada", draft -> with(draft, "premium", Set.of("writer", "a,b", "Größe")));
        SERVER.user("Zoë");
        SERVER.staff("grace");
    }

    @Test
    void anonymous_passesWhereEverybodyMay_andIsNamedByFiveEmptyHeaders() {
        Reply reply = ask("GET", "/public/x").send().expect(204);
        assertNobody(reply);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/account/1", "/writers/x", "/premium/x", "/desk/x", "/later/x", "/scoped/x", "/either/x"})
    void refuses_limitedToken_whereTheRuleAsksForNoScopeOfIt(String path) {
        for (String method : List.of("GET", "DELETE")) {
            ask(method, path)
                    .authorization(limited("profile", "articles:read"))
                    .send()
                    .expect(403, "permission_denied");
            ask(method, path).bearer(SERVER.signIn("ada").access()).send().expect(204);
        }
    }

    @Test
    void refuses_limitedToken_namingTheScopeIfThereIsOne() {
        assertThat(challenges("/either/x", limited("profile")))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"articles\"");
        assertThat(challenges("/account/1", limited("profile")))
                .containsExactly("Bearer realm=\"api\", error=\"insufficient_scope\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/scoped/x", "/either/x"})
    void limitedToken_passesWhereTheRuleAsksForAScopeOfIt_whichTheServiceLearns(String path) {
        Reply reply = ask("DELETE", path)
                .authorization(limited("profile", "articles", "a,b"))
                .send()
                .expect(204);
        assertThat(reply.header("X-Auth-User")).isEqualTo("ada");
        assertThat(reply.headerLines("X-Auth-Scopes")).containsExactly("a%2Cb,articles,profile");
    }

    @Test
    void otherCredentials_haveNoScopes() {
        Reply jwt = ask("GET", "/scoped/x")
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(204);
        assertThat(jwt.headerLines("X-Auth-Scopes")).containsExactly("");
        Reply whole = ask("GET", "/scoped/x").authorization(limited()).send().expect(204);
        assertThat(whole.headerLines("X-Auth-Scopes")).containsExactly("");
        assertThat(whole.header("X-Auth-User")).isEqualTo("ada");
    }

    @Test
    void limitedToken_whereEverybodyMay_isNobody() {
        assertNobody(ask("DELETE", "/public/x")
                .authorization(limited("profile"))
                .send()
                .expect(204));
        assertNobody(ask("GET", "/articles/1")
                .authorization(limited("profile"))
                .send()
                .expect(204));
        ask("POST", "/articles/1").authorization(limited("profile")).send().expect(403, "permission_denied");
    }

    private static void assertNobody(Reply reply) {
        for (String name : List.of("X-Auth-User", "X-Auth-User-Id", "X-Auth-Roles", "X-Auth-Tier", "X-Auth-Scopes")) {
            assertThat(reply.headerLines(name)).as(name).containsExactly("");
        }
    }

    /** The {@code Authorization} header of a token of ada's; without scopes it is not limited. */
    private static String limited(String... scopes) {
        return "Token "
                + ServiceTokens.make(SERVER, ada, "limited", Set.of(scopes), null)
                        .secret()
                        .reveal();
    }

    private static List<String> challenges(String path, String authorization) {
        return ask("GET", path)
                .authorization(authorization)
                .send()
                .expect(403, "permission_denied")
                .headerLines("WWW-Authenticate");
    }

    @Test
    void scopeThatARuleWantsByName_isGivenByStaff_notByOneself() {
        SERVER.client()
                .post("/api/tokens/")
                .bearer(SERVER.signIn("ada").access())
                .jsonText("{\"scopes\":[\"partner\"]}")
                .send()
                .expect(400)
                .expectFields("scopes");
    }

    /** The demotion comes from another process, as {@code keycard user set} is one. */
    @Test
    void whoeverIsStaffNoMore_losesTokensWithScopesThatRulesReserve() {
        User boss = SERVER.staff("boss");
        NewApiToken own = ServiceTokens.make(SERVER, boss, "own", Set.of("partner", "account"), null);
        NewApiToken other = ServiceTokens.make(SERVER, boss, "other", Set.of("account"), null);
        String token = "Token " + own.secret().reveal();
        ask("GET", "/partners/x").authorization(token).send().expect(204);

        try (TestNode elsewhere = SERVER.anotherProcess()) {
            UserChange demoted = UserChange.builder().staff(false).build();
            elsewhere
                    .stores()
                    .users()
                    .update(boss.id(), demoted, AuditContext.at(SERVER.clock().instant()));
        }

        Eventually.holds(
                "the token is refused",
                () -> ask("GET", "/partners/x").authorization(token).send().status() == 401);
        rotated(token, own).expect(401, "authentication_failed");
        rotated("Bearer " + SERVER.signIn("boss").access(), own).expect(404, "not_found");
        rotated("Bearer " + SERVER.signIn("boss").access(), other).expect(201);
    }

    @Test
    void tokenWithAScopeThatRulesReserve_isReplacedByStaff_notByItsOwner() {
        User robot = SERVER.user("robot");
        NewApiToken given = ServiceTokens.make(SERVER, robot, "ci", Set.of("partner", "account"), null);
        rotated("Token " + given.secret().reveal(), given).expect(403, "permission_denied");
        rotated("Bearer " + SERVER.signIn("robot").access(), given).expect(403, "permission_denied");
        ask("GET", "/partners/x")
                .authorization("Token " + given.secret().reveal())
                .send()
                .expect(204);
    }

    private static Reply rotated(String authorization, NewApiToken token) {
        return SERVER.client()
                .post("/api/tokens/" + token.token().id() + "/rotate/")
                .authorization(authorization)
                .jsonText("{}")
                .send();
    }

    @Test
    void queryOfTheOriginalRequest_isNotOurs_whateverItIsCalled() {
        ask("GET", "/account/7?access_token=of-the-service")
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(204);
    }

    @Test
    void refuses_anonymous_withTheChallenges() {
        Reply reply = ask("GET", "/account/1").send().expect(401, "not_authenticated");
        assertThat(reply.headerLines("WWW-Authenticate")).anyMatch(line -> line.startsWith("Bearer"));
        assertThat(reply.headerLines("X-Auth-User")).isEmpty();
    }

    @Test
    void jwt_passes_andIsNamed() {
        Reply reply = ask("GET", "/account/1")
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(204);
        assertThat(reply.header("X-Auth-User")).isEqualTo("ada");
        assertThat(reply.header("X-Auth-User-Id")).matches("[0-9]+");
        assertThat(reply.header("X-Auth-Roles")).isEqualTo("Gr%C3%B6%C3%9Fe,a%2Cb,writer");
        assertThat(reply.header("X-Auth-Tier")).isEqualTo("premium");
    }

    @Test
    void apiToken_passes_andNamesAreEscaped() {
        String token = SERVER.client()
                .post("/api/token-auth/")
                .json("username", "Zoë", "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
        Reply reply =
                ask("GET", "/account/1").authorization("Token " + token).send().expect(204);
        assertThat(reply.header("X-Auth-User")).isEqualTo("Zo%C3%AB");
        assertThat(reply.headerLines("X-Auth-Roles")).containsExactly("");
    }

    @Test
    void refuses_badToken_evenWhereEverybodyMay() {
        ask("GET", "/public/x").bearer("x.y.z").send().expect(401, "token_not_valid");
    }

    @Test
    void refuses_signedInWithoutTheRight() {
        ask("GET", "/admin/x").bearer(SERVER.signIn("ada").access()).send().expect(403, "permission_denied");
        ask("GET", "/admin/x").bearer(SERVER.signIn("grace").access()).send().expect(204);
    }

    @Test
    void refuses_whatNoRuleIsAbout() {
        String staff = SERVER.signIn("grace").access();
        for (String path : List.of("/", "/other", "/account", "/account/1/x", "/Public/x")) {
            ask("GET", path).bearer(staff).send().expect(403, "permission_denied");
            ask("GET", path).send().expect(401, "not_authenticated");
        }
    }

    @Test
    void permission_isAskedAboutTheOriginalMethod() {
        ask("GET", "/articles/1").send().expect(204);
        ask("POST", "/articles/1").send().expect(401, "not_authenticated");
        ask("POST", "/articles/1").bearer(SERVER.signIn("ada").access()).send().expect(204);
    }

    @Test
    void refuses_session_onAnUnsafeOriginalMethod_withoutCsrfProof() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        browser.send(original(browser.request("GET", "/auth/check"), "GET", "/account/1"))
                .expect(204);
        browser.send(original(browser.request("GET", "/auth/check"), "POST", "/account/1"))
                .expect(403, "csrf_failed");
        browser.send(original(browser.request("GET", "/auth/check"), "DELETE", "/public/x"))
                .expect(403, "csrf_failed");
        browser.send(original(browser.proven("GET", "/auth/check"), "POST", "/account/1"))
                .expect(204);
        browser.send(original(browser.proven("GET", "/auth/check"), "POST", "/account/1")
                        .header("Origin", "https://evil.example"))
                .expect(403, "csrf_failed");
    }

    @Test
    void refuses_beyondTheRulesRate_countedForEachRuleAndClient() {
        ask("GET", "/slow").send().expect(204);
        ask("POST", "/slow/").send().expect(204);
        Reply refused = ask("GET", "/slow").send().expect(429, "throttled");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        ask("GET", "/slow/too").send().expect(204);
        ask("GET", "/slow").bearer(SERVER.signIn("ada").access()).send().expect(204);
    }

    @Test
    void refuses_throttled_afterTheRight_soThatTheRefusedAreNotCounted() {
        try (RunningServer server = RunningServer.start(Config.authCheck(new AuthCheckConfig(
                ProxyHeaders.ORIGINAL, List.of(rule("/a", Permissions.IS_AUTHENTICATED, TWICE)))))) {
            server.user("ada");
            String token = server.signIn("ada").access();
            for (int i = 0; i < 5; i++) {
                original(server.client().get("/auth/check"), "GET", "/a").send().expect(401);
            }
            original(server.client().get("/auth/check"), "GET", "/a")
                    .bearer(token)
                    .send()
                    .expect(204);
        }
    }

    @Test
    void refuses_requestThatTellsNoOriginal() {
        SERVER.client().get("/auth/check").send().expect(403, "permission_denied");
        SERVER.client().get("/auth/check").header(METHOD, "GET").send().expect(403, "permission_denied");
        SERVER.client().get("/auth/check").header(URI, "/public/x").send().expect(403, "permission_denied");
    }

    @Test
    void refuses_secondPairThatDiffers_forTheClientWroteOneOfThem() {
        ask("GET", "/public/x")
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/public/y")
                .send()
                .expect(403, "permission_denied");
        ask("GET", "/public/x").header("X-Forwarded-Uri", "/public/x").send().expect(403, "permission_denied");
        ask("GET", "/public/x")
                .header("X-Forwarded-Method", "GET")
                .header("X-Forwarded-Uri", "/public/x")
                .send()
                .expect(204);
    }

    @Test
    void refuses_originalThatIsToldTwice() {
        Reply reply = SERVER.client()
                .raw("GET /auth/check HTTP/1.1", METHOD + ": GET", URI + ": /public/x", URI + ": /public/x");
        reply.expect(403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../admin",
                "/public/%2e%2e/admin",
                "/public/..;/admin",
                "/public/..%2fadmin",
                "/public/%252e%252e/admin",
                "/public/..%c0%afadmin",
                "/public/%ef%bd%81dmin",
                "/public//admin",
                "//public/admin",
                "/public/./admin",
                "/public/admin%00",
                "/public\\admin",
                "/public/%5cadmin",
                "/public#",
                "/public/\u00e9",
                "/public/a /b",
                "public/x",
                "*"
            })
    void refuses_pathThatCouldBeReadInMoreThanOneWay(String path) {
        SERVER.client()
                .raw("GET /auth/check HTTP/1.1", METHOD + ": GET", URI + ": " + path)
                .expect(403, "permission_denied");
    }

    @Test
    void refuses_oversizePath() {
        ask("GET", "/public/" + "a".repeat(4096)).send().expect(403, "permission_denied");
    }

    @ParameterizedTest
    @CsvSource({"/%70ublic/x", "/public/x/", "http://other.example/public/x", "/public/x?next=/../admin"})
    void path_countsAlone_decodedOnce(String uri) {
        ask("GET", uri).send().expect(204);
    }

    @Test
    void identityOfTheClient_isNeverEchoed() {
        Reply reply = ask("GET", "/public/x")
                .header("X-Auth-User", "admin")
                .header("X-Auth-Roles", "admin")
                .send()
                .expect(204);
        assertThat(reply.headerLines("X-Auth-User")).containsExactly("");
        assertThat(reply.headerLines("X-Auth-Roles")).containsExactly("");
    }

    @Test
    void clientThatWantsAPicture_isNotRefusedForIt() {
        ask("GET", "/public/x").header("Accept", "image/webp").send().expect(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS"})
    void otherSafeMethodsOfTheSubRequest_areDecidedTheSame(String method) {
        original(SERVER.client().request(method, "/auth/check"), "GET", "/public/x")
                .send()
                .expect(204);
        original(SERVER.client().request(method, "/auth/check"), "GET", "/account/1")
                .send()
                .expect(401);
        SERVER.client().request(method, "/auth/check").send().expect(403);
    }

    @Test
    void refuses_unsafeMethodOfTheSubRequest() {
        original(SERVER.client().post("/auth/check"), "GET", "/public/x").send().expect(405, "method_not_allowed");
    }

    @Test
    void endedLogin_isRefusedAtOnce() {
        Pair pair = SERVER.signIn("ada");
        ask("GET", "/account/1").bearer(pair.access()).send().expect(204);
        SERVER.client()
                .post("/api/token/blacklist/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200);
        ask("GET", "/account/1").bearer(pair.access()).send().expect(401, "token_not_valid");
    }

    @Test
    void aThousandRules_areTriedInTheirOrder() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 999; i++) {
            rules.add(rule(
                    "/service/" + i + "/**", i % 2 == 0 ? Permissions.ALLOW_ANY : Permissions.IS_ADMIN_USER, null));
        }
        rules.add(rule("/service/*/open", Permissions.ALLOW_ANY, null));
        try (RunningServer server =
                RunningServer.start(Config.authCheck(new AuthCheckConfig(ProxyHeaders.ORIGINAL, rules)))) {
            original(server.client().get("/auth/check"), "GET", "/service/998/x")
                    .send()
                    .expect(204);
            original(server.client().get("/auth/check"), "GET", "/service/997/open")
                    .send()
                    .expect(401);
            original(server.client().get("/auth/check"), "GET", "/service/1000/open")
                    .send()
                    .expect(204);
        }
    }

    private static NewUser with(NewUser draft, String tier, Set<String> roles) {
        return draft.with(user -> user.toBuilder().tier(tier).roles(roles).build());
    }

    private static Outgoing ask(String method, String uri) {
        return original(SERVER.client().get("/auth/check"), method, uri);
    }

    private static Outgoing original(Outgoing subRequest, String method, String uri) {
        return subRequest.header(METHOD, method).header(URI, uri);
    }

    private static Rule rule(String path, Permission permission, @Nullable Rate throttle) {
        return new Rule(path, PathPattern.parse(path), Set.of(), permission, throttle);
    }
}
