package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.server.testing.TestNode;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.user.UserStore;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A node whose view is too old asks the store for each request, and answers 503 when it cannot. Its feed runs once an hour. */
class StaleFeedTest {

    private static final Duration TOO_OLD = Duration.ofHours(2).plusNanos(1);

    @AutoClose
    private final RunningServer server = RunningServer.start(Config.all(
            Config.change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2))),
            Config.jwt(jwt -> jwt.withLifetimes(Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(30)))));

    @Test
    void staleView_asksTheStore_andRefusesWhatHasEndedElsewhere() {
        server.user("ada");
        Pair ended = server.signIn("ada");
        Pair living = server.signIn("ada");
        Browser browser = Browser.signedIn(server, "ada");
        profile(ended).expect(200);
        endElsewhere(ended);
        profile(ended).expect(200); // The feed has not run: what follows is the store's own word.
        server.advance(TOO_OLD);
        profile(ended).expect(401, "token_not_valid");
        profile(living).expect(200);
        browser.profile().expect(200);
    }

    @Test
    void staleView_seesUsersAsTheStoreHasThem() {
        UserId id = server.user("ada").id();
        Pair pair = server.signIn("ada");
        profile(pair).expect(200);
        try (TestNode elsewhere = server.anotherProcess()) {
            elsewhere.stores().users().delete(id, AuditContext.at(server.clock().instant()));
        }
        server.advance(TOO_OLD);
        profile(pair).expect(401, "user_not_found");
    }

    @Test
    void youngView_makesNoApiToken_forALoginThatEndedElsewhere() {
        server.user("ada");
        Pair ended = server.signIn("ada");
        createApiToken(ended).expect(201);
        endElsewhere(ended);
        profile(ended).expect(200); // The feed has not run: memory alone cannot know.

        createApiToken(ended).expect(401, "authentication_failed");
        createApiToken(server.signIn("ada")).expect(201);
    }

    @Test
    void youngView_letsNoStaffAct_whoseLoginEndedElsewhere() {
        server.staff("boss");
        UserId ada = server.user("ada").id();
        Pair ended = server.signIn("boss");
        rename(ended, ada, "first").expect(200);
        endElsewhere(ended);

        rename(ended, ada, "second").expect(403, "permission_denied");
        rename(server.signIn("boss"), ada, "third").expect(200);
    }

    /** What counts is the user as the store has them: the cached one has the credential version of before. */
    @Test
    void youngView_letsLivingCredentialsAct_afterThePasswordWasChangedElsewhere() {
        User ada = server.user("ada");
        Reply earlier = createApiToken(server.signIn("ada")).expect(201);
        profile("Token " + earlier.text("token")).expect(200);
        changePasswordElsewhere(ada);
        Pair pair = server.signIn("ada");
        profile(pair).expect(200);

        Reply made = createApiToken(pair).expect(201);
        rotate("Bearer " + pair.access(), made.text("id")).expect(201);
        rotate("Token " + earlier.text("token"), earlier.text("id")).expect(201);
    }

    @Test
    void youngView_changesAnAddress_thatWasChangedElsewhere() {
        User ada = server.user("ada");
        Pair pair = server.signIn("ada");
        Reply before = profile(pair).expect(200);
        try (TestNode elsewhere = server.anotherProcess()) {
            elsewhere.stores().users().update(ada.id(), UserChange.ofProfile("other@example.org", null, null), now());
        }
        server.client()
                .patch("/api/profile/")
                .bearer(pair.access())
                .jsonText("{\"email\":\"" + before.text("email") + "\"}")
                .send()
                .expect(200);
        assertThat(server.stores().users().find(ada.id()).orElseThrow().email()).isEqualTo(before.text("email"));
    }

    private void changePasswordElsewhere(User user) {
        try (TestNode elsewhere = server.anotherProcess()) {
            UserStore users = elsewhere.stores().users();
            String hash = users.passwordHash(user.id()).orElseThrow();
            assertThat(users.changePassword(user.id(), user.credentialVersion(), hash, null, now()))
                    .isTrue();
        }
    }

    private AuditContext now() {
        return AuditContext.at(server.clock().instant());
    }

    private Reply rename(Pair pair, UserId user, String firstName) {
        return server.client()
                .patch("/api/admin/users/" + user + "/")
                .bearer(pair.access())
                .jsonText("{\"first_name\":\"" + firstName + "\"}")
                .send();
    }

    private Reply createApiToken(Pair pair) {
        return server.client()
                .post("/api/tokens/")
                .bearer(pair.access())
                .jsonText("{\"name\":\"x\"}")
                .send();
    }

    @Test
    void youngView_decidesFromMemory_evenWithoutTheStore() {
        server.user("ada");
        Pair pair = server.signIn("ada");
        profile(pair).expect(200);
        server.node().loseDatabase();
        profile(pair).expect(200);
    }

    @Test
    void staleView_withoutTheStore_is503() {
        server.user("ada");
        Pair pair = server.signIn("ada");
        Browser browser = Browser.signedIn(server, "ada");
        profile(pair).expect(200);
        browser.profile().expect(200);
        server.advance(TOO_OLD);
        server.node().loseDatabase();
        unavailable(profile(pair));
        unavailable(browser.profile());
        unavailable(server.client().get("/readyz").send());
    }

    @Test
    void withoutTheStore_whatNeedsItIs503_andTheProcessIsHealthy() {
        server.user("ada");
        Pair pair = server.signIn("ada");
        server.node().loseDatabase();
        unavailable(server.client()
                .post("/api/token/")
                .json("username", "ada", "password", "x")
                .send());
        unavailable(server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send());
        unavailable(server.client()
                .post("/api/token/blacklist/")
                .json("refresh", pair.refresh())
                .send());
        unavailable(server.client().get("/api/logins/").bearer(pair.access()).send());
        unavailable(server.client().get("/readyz").send());
        server.client().get("/healthz").send().expect(200);
    }

    private void endElsewhere(Pair pair) {
        try (TestNode elsewhere = server.anotherProcess()) {
            TimeId login = TimeId.parse(pair.login()).orElseThrow();
            assertThat(elsewhere
                            .keycard()
                            .logins()
                            .endByStaff(login, AuditContext.at(server.clock().instant())))
                    .isTrue();
        }
    }

    private Reply rotate(String authorization, String token) {
        return server.client()
                .post("/api/tokens/" + token + "/rotate/")
                .authorization(authorization)
                .send();
    }

    private Reply profile(Pair pair) {
        return profile("Bearer " + pair.access());
    }

    private Reply profile(String authorization) {
        return server.client().get("/api/profile/").authorization(authorization).send();
    }

    private static void unavailable(Reply reply) {
        reply.expect(503, "unavailable");
        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]*");
    }
}
