package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.permission.Permission;
import dev.keycard.permission.PermissionConfig;
import dev.keycard.permission.PermissionLanguage;
import dev.keycard.server.testing.TestNode;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules as a client meets them: whom they refuse with what, and how soon they learn of a changed user. */
class PermissionsTest {

    private static final PermissionConfig CONFIG = new PermissionConfig(
            Map.of("editor", Set.of("articles.edit"), "chief", Set.of("articles.*"), "guest", Set.of()),
            List.of("free", "premium", "gold"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HasRole(editor)",
                "HasPermission(articles.edit)",
                "HasTier(premium)",
                "HasRole(editor) and HasTier(premium)",
                "HasTier(gold) or HasRole(editor) and not HasRole(guest)"
            })
    void refuses_whomTheRuleDoesNotName_andLetsOthersIn(String rule) {
        try (RunningServer server = guardedBy(rule(rule))) {
            server.user("ada");
            give(server.node(), server, server.user("bob"), "premium", "editor");
            profile(server, server.signIn("ada")).expect(403, "permission_denied");
            profile(server, server.signIn("bob")).expect(200);
            server.client().get("/api/profile/").send().expect(401, "not_authenticated");
        }
    }

    @Test
    void refuses_tierThatIsTooLowOrUnknown() {
        try (RunningServer server = guardedBy(rule("HasTier(premium)"))) {
            give(server.node(), server, server.user("low"), "free");
            give(server.node(), server, server.user("odd"), "platinum");
            give(server.node(), server, server.user("high"), "gold");
            profile(server, server.signIn("low")).expect(403, "permission_denied");
            profile(server, server.signIn("odd")).expect(403, "permission_denied");
            profile(server, server.signIn("high")).expect(200);
        }
    }

    @Test
    void superuser_hasEveryPermissionString_butNoRole() {
        try (RunningServer server = guardedBy(rule("HasPermission(reactor.stop)"))) {
            server.user("root", draft -> draft.withRights(false, true));
            profile(server, server.signIn("root")).expect(200);
        }
        try (RunningServer server = guardedBy(rule("HasRole(editor)"))) {
            server.user("root", draft -> draft.withRights(false, true));
            profile(server, server.signIn("root")).expect(403, "permission_denied");
        }
    }

    @Test
    void refuses_inTheWordsOfTheOperandThatDecided() {
        Permission paying = rule("HasTier(premium)").withDenial("upgrade_needed", "This comes with premium.");
        try (RunningServer server = guardedBy(rule("not HasRole(guest)").and(paying))) {
            server.user("ada");
            give(server.node(), server, server.user("visitor"), "free", "guest");
            Reply refused = profile(server, server.signIn("ada")).expect(403, "upgrade_needed");
            assertThat(refused.json().propertyNames()).containsExactlyInAnyOrder("detail", "code");
            assertThat(refused.text("detail")).isEqualTo("This comes with premium.");
            profile(server, server.signIn("visitor")).expect(403, "permission_denied");
            server.client().get("/api/profile/").send().expect(401, "not_authenticated");
        }
    }

    @Test
    void refuses_asProblem_inTheSameWords() {
        Permission paying = rule("HasTier(premium)").withDenial("upgrade_needed", "This comes with premium.");
        try (RunningServer server = guardedBy(paying)) {
            server.user("ada");
            Reply refused = server.client()
                    .get("/api/profile/")
                    .bearer(server.signIn("ada").access())
                    .header("Accept", "application/problem+json")
                    .send()
                    .expect(403, "upgrade_needed");
            assertThat(refused.text("detail")).isEqualTo("This comes with premium.");
        }
    }

    @Test
    void refuses_whereThePermissionThrows() {
        Permission broken = (request, principal) -> {
            throw new IllegalStateException("broken on purpose");
        };
        try (RunningServer server = guardedBy(broken.not())) {
            server.user("ada");
            profile(server, server.signIn("ada")).expect(403, "permission_denied");
        }
    }

    @Test
    void refuses_ruleOnObjects_whereNoObjectIsChecked() {
        try (RunningServer server = guardedBy(Permission.ofObject(User.class, (request, principal, user) -> true))) {
            server.user("ada");
            profile(server, server.signIn("ada")).expect(403, "permission_denied");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/profile/",
        "PATCH, /api/profile/",
        "GET, /api/logins/",
        "DELETE, /api/logins/x/",
        "POST, /api/logout-all/",
        "GET, /api/tokens/",
        "POST, /api/tokens/",
        "DELETE, /api/tokens/x/",
        "POST, /api/password/change/",
        "GET, /api/admin/users/"
    })
    void refuses_limitedTokens_whereTheirScopesDoNotReach(String method, String path) {
        try (RunningServer server = RunningServer.start()) {
            server.staff("boss");
            asked(server, method, path, token(server, "boss", "articles:read")).expect(403, "permission_denied");
        }
    }

    @Test
    void limitedToken_reachesTheAccountWithAccount_andReadsTheProfileWithProfile() {
        try (RunningServer server = RunningServer.start()) {
            server.user("ada");
            String account = token(server, "ada", "account");
            String profile = token(server, "ada", "profile");
            asked(server, "GET", "/api/profile/", account).expect(200);
            asked(server, "GET", "/api/logins/", account).expect(200);
            asked(server, "GET", "/api/profile/", profile).expect(200);
            asked(server, "PATCH", "/api/profile/", profile).expect(403, "permission_denied");
            asked(server, "GET", "/api/logins/", profile).expect(403, "permission_denied");
        }
    }

    /** Whoever reads the mail at that address can choose a new password, and so has the whole account. */
    @Test
    void limitedToken_changesNames_butNotTheMailAddress() {
        try (RunningServer server = RunningServer.start()) {
            server.user("ada");
            String limited = token(server, "ada", "account");
            patched(server, limited, "{\"email\":\"mallory@evil.test\"}").expect(403, "permission_denied");
            patched(server, limited, "{\"email\":\"\"}").expect(200);
            Reply reply = patched(server, limited, "{\"first_name\":\"Ada\"}").expect(200);
            assertThat(reply.text("email")).isEmpty();
        }
    }

    @Test
    void limitedToken_ofStaff_needsAdmin_andOfOthersGainsNothingByIt() {
        try (RunningServer server = RunningServer.start()) {
            server.staff("boss");
            server.user("ada");
            asked(server, "GET", "/api/admin/users/", token(server, "boss", "admin"))
                    .expect(200);
            asked(server, "GET", "/api/admin/users/", token(server, "boss", "account"))
                    .expect(403, "permission_denied");
            asked(server, "GET", "/api/admin/users/", token(server, "ada", "admin"))
                    .expect(403, "permission_denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HasRole(editor)", "HasPermission(articles.edit)", "HasTier(premium)", "IsAdminUser"})
    void changeByAnotherProcess_reachesTokensAlreadyOut_withoutTheStore(String rule) {
        try (RunningServer server = guardedBy(rule(rule));
                TestNode elsewhere = server.anotherProcess()) {
            User gains = server.user("gains");
            User loses = server.user("loses");
            promote(server.node(), server, loses, true);
            Pair gaining = server.signIn("gains");
            Pair losing = server.signIn("loses");
            profile(server, gaining).expect(403, "permission_denied");
            profile(server, losing).expect(200);
            promote(elsewhere, server, gains, true);
            promote(elsewhere, server, loses, false);
            Eventually.holds("the right is had", () -> profile(server, gaining).status() == 200);
            Eventually.holds("the right is lost", () -> profile(server, losing).status() == 403);
            server.node().loseDatabase(); // What follows is decided without asking it.
            profile(server, gaining).expect(200);
            profile(server, losing).expect(403, "permission_denied");
        }
    }

    private static RunningServer guardedBy(Permission rule) {
        return RunningServer.start(Config.permission(CONFIG, rule));
    }

    private static Permission rule(String text) {
        return new PermissionLanguage(CONFIG).parse(text);
    }

    private static void promote(TestNode node, RunningServer server, User user, boolean up) {
        change(node, server, user, up, up ? "premium" : "", up ? Set.of("editor") : Set.of());
    }

    private static void give(TestNode node, RunningServer server, User user, String tier, String... roles) {
        change(node, server, user, null, tier, Set.of(roles));
    }

    private static void change(
            TestNode node, RunningServer server, User user, @Nullable Boolean staff, String tier, Set<String> roles) {
        UserChange change =
                UserChange.builder().staff(staff).tier(tier).roles(roles).build();
        assertThat(node.stores()
                        .users()
                        .update(
                                user.id(),
                                change,
                                AuditContext.at(server.clock().instant())))
                .isPresent();
    }

    private static Reply profile(RunningServer server, Pair pair) {
        return server.client().get("/api/profile/").bearer(pair.access()).send();
    }

    private static String token(RunningServer server, String name, String scope) {
        return server.client()
                .post("/api/tokens/")
                .bearer(server.signIn(name).access())
                .jsonText("{\"scopes\":[\"" + scope + "\"]}")
                .send()
                .expect(201)
                .text("token");
    }

    private static Reply patched(RunningServer server, String token, String json) {
        return server.client()
                .patch("/api/profile/")
                .authorization("Token " + token)
                .jsonText(json)
                .send();
    }

    private static Reply asked(RunningServer server, String method, String path, String token) {
        Outgoing request = server.client().request(method, path).authorization("Token " + token);
        return (method.equals("GET") ? request : request.jsonText("{}")).send();
    }
}
