package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET} and {@code PATCH /api/profile/}. */
class ProfileTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @Test
    void get_showsExactlyTheProfile() {
        User user = SERVER.user(
                "grace",
                draft -> draft.with(profile -> profile.toBuilder()
                        .email("grace@example.org")
                        .firstName("Grace")
                        .lastName("Hopper")
                        .staff(true)
                        .tier("gold")
                        .roles(Set.of("writer", "author"))
                        .build()));
        Reply reply = SERVER.client()
                .get("/api/profile/")
                .bearer(SERVER.signIn("grace").access())
                .send()
                .expect(200);
        assertThat(reply.body())
                .isEqualTo("{\"id\":" + user.id() + ",\"username\":\"grace\",\"email\":\"grace@example.org\","
                        + "\"first_name\":\"Grace\",\"last_name\":\"Hopper\",\"tier\":\"gold\","
                        + "\"roles\":[\"author\",\"writer\"],\"is_staff\":true}");
    }

    @Test
    void patch_changesTheThreeFields_visibleAtOnce() {
        SERVER.user("patcher");
        String token = SERVER.signIn("patcher").access();
        Reply changed = patch(
                        token,
                        "{\"email\":\"p@example.org\",\"first_name\":\"P\u00e9\",\"last_name\":\"O'Connor \u5b57\"}")
                .expect(200);
        assertThat(changed.text("email")).isEqualTo("p@example.org");
        assertThat(changed.text("first_name")).isEqualTo("P\u00e9");
        Reply shown = SERVER.client().get("/api/profile/").bearer(token).send().expect(200);
        assertThat(shown.body()).isEqualTo(changed.body());
    }

    @Test
    void patch_leavesOutWhatIsNotNamed() {
        SERVER.user("partial");
        String token = SERVER.signIn("partial").access();
        patch(token, "{\"first_name\":\"Ann\"}").expect(200);
        Reply reply = patch(token, "{\"last_name\":\"Bee\"}").expect(200);
        assertThat(reply.text("first_name")).isEqualTo("Ann");
        assertThat(patch(token, "{}").expect(200).body()).isEqualTo(reply.body());
    }

    @Test
    void patch_neverRaisesRights() {
        SERVER.user("climber");
        String token = SERVER.signIn("climber").access();
        Reply reply = patch(
                        token,
                        "{\"is_staff\":true,\"is_superuser\":true,\"is_active\":false,\"id\":1,\"username\":\"root\","
                                + "\"tier\":\"gold\",\"roles\":[\"admin\"],\"password\":\"x\"}")
                .expect(200);
        assertThat(reply.json().get("is_staff").booleanValue()).isFalse();
        assertThat(reply.text("username")).isEqualTo("climber");
        assertThat(reply.text("tier")).isEmpty();
        assertThat(reply.json().get("roles").size()).isZero();
        SERVER.client().get("/api/admin/users/").bearer(token).send().expect(403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"no-address\"", "\"a@b c\"", "\"a\\nb@c\"", "1", "null", "[]", "\"@\"", "\"\\ud800@x\""})
    void patch_refusesEmail(String value) {
        String name = "mail" + Integer.toHexString(value.hashCode());
        SERVER.user(name);
        patch(SERVER.signIn(name).access(), "{\"email\":" + value + "}").expectFields("email");
    }

    @Test
    void patch_refusesLongAndControlledNames_namingAll() {
        SERVER.user("longname");
        patch(
                        SERVER.signIn("longname").access(),
                        "{\"first_name\":\"" + "x".repeat(151) + "\",\"last_name\":\"a\\u0000b\"}")
                .expectFields("first_name", "last_name");
    }

    @Test
    void needsCredentials() {
        SERVER.client().get("/api/profile/").send().expect(401, "not_authenticated");
        SERVER.client().patch("/api/profile/").json().send().expect(401, "not_authenticated");
    }

    private static Reply patch(String token, String json) {
        return SERVER.client()
                .patch("/api/profile/")
                .bearer(token)
                .jsonText(json)
                .send();
    }
}
