package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.server.testing.TestNode;
import dev.keycard.user.NewPassword;
import dev.keycard.user.User;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** When all API tokens of a user end: their owner takes the account back, or staff shut it. */
class EndingApiTokensTest {

    private static final String NEW_PASSWORD = "another-Lantern-9";

    @AutoClose
    private static final StaffDesk DESK = new StaffDesk();

    private static final RunningServer SERVER = DESK.server;

    @Test
    void logoutAll_endsApiTokensToo() {
        User ann = SERVER.user("ann");
        String token = warmToken("ann");
        SERVER.client().post("/api/logout-all/").bearer(DESK.token(ann)).send().expect(204);

        expectEnded(token);
    }

    @Test
    void logoutAll_keepsApiTokens_onlyWhereThatIsAskedForByName() {
        User bea = SERVER.user("bea");
        String token = warmToken("bea");
        logoutAll(bea, "{\"keep_api_tokens\":\"yes\"}").expectFields("keep_api_tokens");
        logoutAll(bea, "{\"keep_api_tokens\":true}").expect(204);
        profile(token).expect(200);

        logoutAll(bea, "{\"keep_api_tokens\":false}").expect(204);
        expectEnded(token);
    }

    @Test
    void logoutAll_byAnApiToken_endsThatOneToo() {
        SERVER.user("cleo");
        String token = warmToken("cleo");
        SERVER.client()
                .post("/api/logout-all/")
                .authorization("Token " + token)
                .send()
                .expect(204);

        expectEnded(token);
    }

    @Test
    void passwordChange_offersIt() {
        SERVER.user("dora");
        String token = warmToken("dora");
        changePassword("dora", PASSWORD, NEW_PASSWORD, "false").expect(204);
        profile(token).expect(200);

        changePassword("dora", NEW_PASSWORD, PASSWORD, "true").expect(204);
        expectEnded(token);
    }

    @Test
    void passwordSetByStaff_endsThem_unlessTheyAreKeptByName() {
        User emma = SERVER.user("emma");
        String token = warmToken("emma");
        DESK.patch(DESK.root, emma, "{\"password\":\"" + NEW_PASSWORD + "\",\"keep_api_tokens\":true}")
                .expect(200);
        profile(token).expect(200);

        DESK.patch(DESK.root, emma, "{\"password\":\"" + PASSWORD + "\"}").expect(200);
        expectEnded(token);
    }

    @Test
    void deactivation_endsThem_andActivationBringsNoneBack() {
        User fay = SERVER.user("fay");
        String token = warmToken("fay");
        DESK.patch(DESK.root, fay, "{\"is_active\":false}").expect(200);
        expectEnded(token);
        DESK.patch(DESK.root, fay, "{\"is_active\":true}").expect(200);

        expectEnded(token);
        SERVER.advance(Duration.ofHours(1));
        expectEnded(token);
        profile(warmToken("fay")).expect(200);
    }

    @Test
    void revokeTokens_byStaff_endsThem_andLeavesLogins() {
        User gwen = SERVER.user("gwen");
        String token = warmToken("gwen");
        String access = DESK.token(gwen);
        revokeTokens(DESK.clerk, gwen.id()).expect(204);

        expectEnded(token);
        SERVER.client().get("/api/profile/").bearer(access).send().expect(200);
        assertThat(SERVER.events().of(AuthEvent.ApiTokensEnded.class))
                .extracting(AuthEvent.ApiTokensEnded::userId)
                .contains(gwen.id());
    }

    @Test
    void revokeTokens_isForStaffWhoMayTouchTheUser() {
        User hana = SERVER.user("hana");
        revokeTokens(hana, DESK.clerk.id()).expect(403, "permission_denied");
        revokeTokens(DESK.clerk, DESK.root.id()).expect(403, "permission_denied");
        revokeTokens(DESK.clerk, UserId.of(987_654)).expect(404, "not_found");
    }

    @Test
    void anotherProcess_endsThem_atOnceForThisOne() {
        User ida = SERVER.user("ida");
        String token = warmToken("ida");
        try (TestNode other = SERVER.anotherProcess()) {
            NewPassword wanted = NewPassword.replacing(DESK.reread(ida), "$not-a-hash");
            assertThat(other.stores()
                            .users()
                            .changePassword(
                                    wanted, AuditContext.at(SERVER.clock().instant())))
                    .isTrue();
        }
        Eventually.holds("the token is refused", () -> profile(token).status() == 401);
    }

    private static Reply logoutAll(User user, String json) {
        return SERVER.client()
                .post("/api/logout-all/")
                .bearer(DESK.token(user))
                .jsonText(json)
                .send();
    }

    private static Reply changePassword(String name, String old, String fresh, String endApiTokens) {
        String access = Pair.of(SERVER.client()
                        .post("/api/token/")
                        .json("username", name, "password", old)
                        .send()
                        .expect(200))
                .access();
        return SERVER.client()
                .post("/api/password/change/")
                .bearer(access)
                .jsonText("{\"old_password\":\"" + old + "\",\"new_password\":\"" + fresh + "\",\"end_api_tokens\":"
                        + endApiTokens + "}")
                .send();
    }

    private static Reply revokeTokens(User actor, UserId target) {
        return DESK.post(actor, StaffDesk.USERS + target + "/revoke-tokens/", "{}");
    }

    /** An API token that this process remembers. */
    private static String warmToken(String name) {
        String token = SERVER.client()
                .post("/api/token-auth/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
        profile(token).expect(200);
        return token;
    }

    private static Reply profile(String token) {
        return DESK.profile("Token " + token);
    }

    private static void expectEnded(String token) {
        profile(token).expect(401, "authentication_failed");
    }
}
