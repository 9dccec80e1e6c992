package dev.keycard.server.wire;

import static dev.keycard.server.wire.StaffDesk.USERS;
import static dev.keycard.server.wire.StaffDesk.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /api/admin/users/}: staff create, read, change, deactivate, delete and search users. */
class StaffUsersTest {

    @AutoClose
    private static final StaffDesk DESK = new StaffDesk();

    private static final RunningServer SERVER = DESK.server;

    @Test
    void create_makesUserWhoCanSignIn() {
        Reply made = DESK.post(
                        DESK.root,
                        USERS,
                        "{\"username\":\"Made\",\"password\":\"" + RunningServer.PASSWORD
                                + "\",\"email\":\"made@example.org\",\"roles\":[\"b\",\"a\"],\"tier\":\"gold\"}")
                .expect(201);
        assertThat(made.json().get("is_active").asBoolean()).isTrue();
        assertThat(made.json().get("is_staff").asBoolean()).isFalse();
        assertThat(made.json().get("roles").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(made.body()).doesNotContain("argon2").doesNotContain(RunningServer.PASSWORD);
        SERVER.signIn("made");
        UserId id = UserId.of(made.json().get("id").asLong());
        assertThat(SERVER.events().of(AuthEvent.UserCreated.class)).anySatisfy(event -> {
            assertThat(event.userId()).isEqualTo(id);
            assertThat(event.context().actorId()).isEqualTo(DESK.root.id());
        });
    }

    @Test
    void create_withoutPasswordMakesUserWhoCannotSignInWithOne() {
        DESK.post(DESK.root, USERS, "{\"username\":\"mute\"}").expect(201);
        SERVER.client()
                .post("/api/token/")
                .json("username", "mute", "password", "")
                .send()
                .expect(400);
        SERVER.client()
                .post("/api/token/")
                .json("username", "mute", "password", RunningServer.PASSWORD)
                .send()
                .expect(401, "no_active_account");
    }

    @Test
    void create_namesEveryMistake() {
        DESK.post(DESK.root, USERS, "{}").expectFields("username");
        DESK.post(DESK.root, USERS, "{\"username\":\"a b\"}").expectFields("username");
        DESK.post(DESK.root, USERS, "{\"username\":\"ROOT\"}").expectFields("username");
        DESK.post(DESK.root, USERS, "{\"username\":\"weak\",\"password\":\"password\"}")
                .expectFields("password");
        DESK.post(
                        DESK.root,
                        USERS,
                        "{\"username\":7,\"email\":\"no\",\"is_staff\":\"yes\",\"is_active\":1,\"is_superuser\":null,"
                                + "\"roles\":\"admin\",\"tier\":\"a,b\",\"first_name\":\"\\u0007\"}")
                .expectFields(
                        "username", "email", "is_staff", "is_active", "is_superuser", "roles", "tier", "first_name");
        for (String roles : List.of("[1]", "[\"\"]", "[\"a,b\"]", "[\" a\"]", "[null]", "[\"\\ud800\"]")) {
            DESK.post(DESK.root, USERS, "{\"username\":\"x\",\"roles\":" + roles + "}")
                    .expect(400);
        }
    }

    @Test
    void onlyNamedFieldsAreRead_othersArePassedOver() {
        User ann = SERVER.user("mass");
        DESK.patch(
                        DESK.root,
                        ann,
                        "{\"id\":1,\"credential_version\":9,\"password_hash\":\"x\",\"created\":\"x\",\"staff\":true,"
                                + "\"superuser\":true,\"first_name\":\"Ann\"}")
                .expect(200);
        assertThat(DESK.reread(ann).withUsername("mass"))
                .isEqualTo(UserChange.ofProfile(null, "Ann", null).applyTo(ann));
    }

    @Test
    void show_givesUserById() {
        User ann = SERVER.user("shown");
        assertThat(DESK.get(DESK.clerk, pathOf(ann)).expect(200).text("username"))
                .isEqualTo("shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999", "0", "-1", "01", "x", "1e3", "99999999999999999999", "%31x"})
    void unknownId_is404(String id) {
        DESK.get(DESK.root, USERS + id + "/").expect(404, "not_found");
        DESK.delete(DESK.root, USERS + id + "/").expect(404, "not_found");
        DESK.post(DESK.root, USERS + id + "/logout/", "{}").expect(404, "not_found");
        SERVER.client()
                .patch(USERS + id + "/")
                .bearer(DESK.token(DESK.root))
                .jsonText("{}")
                .send()
                .expect(404, "not_found");
    }

    @Test
    void deactivating_shutsOutAtOnce() {
        User ann = SERVER.user("out");
        String access = SERVER.signIn("out").access();
        DESK.patch(DESK.clerk, ann, "{\"is_active\":false}").expect(200);
        DESK.profile("Bearer " + access).expect(401);
        assertThat(DESK.reread(ann).active()).isFalse();
    }

    @Test
    void demoting_endsWhatStaffMadeThemselvesForServices_andSparesTheirOtherTokens() {
        User former = SERVER.user("former", draft -> draft.withRights(true, false));
        String own = "Token " + DESK.apiToken(former);
        String service = "Token "
                + DESK.post(former, "/api/tokens/", "{\"scopes\":[\"introspect\"],\"expires_in\":\"never\"}")
                        .expect(201)
                        .text("token");
        introspect(service).expect(200);
        DESK.patch(DESK.root, former, "{\"is_staff\":false}").expect(200);

        introspect(service).expect(401, "authentication_failed");
        DESK.profile(own).expect(200);
    }

    private static Reply introspect(String service) {
        return SERVER.client()
                .post("/oauth2/introspect")
                .authorization(service)
                .json("token", "any")
                .send();
    }

    @Test
    void settingPassword_endsAllLogins_andNamesTheActor() {
        User ann = SERVER.user("reset");
        String access = SERVER.signIn("reset").access();
        DESK.patch(DESK.clerk, ann, "{\"password\":\"other-Lantern-over-9-seas\"}")
                .expect(200);
        DESK.profile("Bearer " + access).expect(401, "token_not_valid");
        SERVER.client()
                .post("/api/token/")
                .json("username", "reset", "password", RunningServer.PASSWORD)
                .send()
                .expect(401, "no_active_account");
        SERVER.client()
                .post("/api/token/")
                .json("username", "reset", "password", "other-Lantern-over-9-seas")
                .send()
                .expect(200);
        assertThat(SERVER.events().of(AuthEvent.PasswordChanged.class)).anySatisfy(event -> {
            assertThat(event.userId()).isEqualTo(ann.id());
            assertThat(event.context().actorId()).isEqualTo(DESK.clerk.id());
        });
    }

    @Test
    void settingPassword_judgesItAgainstTheNewName() {
        User ann = SERVER.user("before");
        DESK.patch(DESK.clerk, ann, "{\"username\":\"lanternkeeper\",\"password\":\"lanternkeeper\"}")
                .expectFields("password");
        assertThat(DESK.reread(ann).username()).isEqualTo("before");
    }

    @Test
    void renaming_changesTheNameToSignInWith() {
        User ann = SERVER.user("oldname");
        DESK.patch(DESK.clerk, ann, "{\"username\":\"newname\"}").expect(200);
        SERVER.signIn("newname");
        SERVER.client()
                .post("/api/token/")
                .json("username", "oldname", "password", RunningServer.PASSWORD)
                .send()
                .expect(401, "no_active_account");
        DESK.patch(DESK.clerk, ann, "{\"username\":\"ROOT\"}").expectFields("username");
    }

    @Test
    void delete_takesEverythingAlong() {
        User ann = SERVER.user("gone");
        String access = SERVER.signIn("gone").access();
        DESK.delete(DESK.clerk, pathOf(ann)).expect(204);
        DESK.profile("Bearer " + access).expect(401);
        DESK.get(DESK.clerk, pathOf(ann)).expect(404, "not_found");
    }

    @Test
    void logout_endsAllLoginsOfTheUser() {
        User ann = SERVER.user("everywhere");
        Pair one = SERVER.signIn("everywhere");
        Pair other = SERVER.signIn("everywhere");
        DESK.post(DESK.clerk, pathOf(ann) + "logout/", "{}").expect(204);
        DESK.profile("Bearer " + one.access()).expect(401, "token_not_valid");
        SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", other.refresh())
                .send()
                .expect(401, "token_not_valid");
        SERVER.signIn("everywhere");
    }

    @Test
    void search_findsParts_andItsLinksKeepTheFilters() {
        for (int i = 0; i < 3; i++) {
            SERVER.user("needle" + i, draft -> draft.withEmail("in@haystack.example"));
        }
        Reply page = DESK.get(DESK.clerk, USERS + "?search=HAY%53tack&active=true&limit=2")
                .expect(200);
        assertThat(names(page)).containsExactly("needle0", "needle1");
        Reply next = DESK.get(DESK.clerk, page.text("next")).expect(200);
        assertThat(names(next)).containsExactly("needle2");
        assertThat(names(DESK.get(DESK.clerk, next.text("previous")).expect(200)))
                .containsExactly("needle0", "needle1");
        assertThat(names(DESK.get(DESK.clerk, USERS + "?search=haystack&active=false")
                        .expect(200)))
                .isEmpty();
        DESK.get(DESK.clerk, USERS + "?active=maybe").expectFields("active");
        assertThat(names(DESK.get(DESK.clerk, USERS + "?search=%25").expect(200)))
                .isEmpty();
    }

    @Test
    void pageBeyondTheEnd_isEmptyAndLeadsBack() {
        Reply beyond = DESK.get(DESK.clerk, USERS + "?cursor=YTk5OTk5OTk").expect(200);
        assertThat(names(beyond)).isEmpty();
        assertThat(beyond.json().get("next").isNull()).isTrue();
        assertThat(names(DESK.get(DESK.clerk, beyond.text("previous")).expect(200)))
                .isNotEmpty();
        DESK.get(DESK.clerk, USERS + "?cursor=YjA").expect(200);
    }

    @Test
    void everyRoute_isForStaffAlone() {
        User plain = SERVER.user("plain");
        String id = "0198c0de-0000-7000-8000-00000000000a";
        String[][] routes = {
            {"GET", USERS},
            {"POST", USERS},
            {"GET", pathOf(plain)},
            {"PATCH", pathOf(plain)},
            {"DELETE", pathOf(plain)},
            {"POST", pathOf(plain) + "logout/"},
            {"GET", "/api/admin/logins/"},
            {"DELETE", "/api/admin/logins/" + id + "/"},
            {"GET", "/api/admin/tokens/"},
            {"DELETE", "/api/admin/tokens/" + id + "/"},
            {"GET", "/api/admin/audit/"},
            {"GET", "/api/admin/keys/"},
            {"POST", "/api/admin/keys/"},
            {"DELETE", "/api/admin/keys/kid/"}
        };
        for (String[] route : routes) {
            SERVER.client().request(route[0], route[1]).send().expect(401, "not_authenticated");
            SERVER.client()
                    .request(route[0], route[1])
                    .bearer(DESK.token(plain))
                    .send()
                    .expect(403, "permission_denied");
        }
    }

    private static List<String> names(Reply reply) {
        List<String> names = new ArrayList<>();
        for (JsonNode user : reply.json().get("results")) {
            names.add(user.get("username").asString());
        }
        return names;
    }
}
