package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/token/}. */
class TokenEndpointTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
    }

    @Test
    void goodCredentials_givePair() {
        Reply reply = obtain("ada", PASSWORD).expect(200);
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("access", "refresh");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        SERVER.client().get("/api/profile/").bearer(reply.text("access")).send().expect(200);
    }

    @Test
    void form_isTaken() {
        SERVER.client()
                .post("/api/token/")
                .form("username", "ada", "password", PASSWORD)
                .send()
                .expect(200);
    }

    @Test
    void multipart_isTaken() {
        String body = part("username", "ada") + part("password", PASSWORD) + "--frontier--\r\n";
        SERVER.client()
                .post("/api/token/")
                .body("multipart/form-data; boundary=frontier", body.getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(200);
    }

    @Test
    void nameInAnotherSpelling_isTheSameAccount() {
        obtain("\uff21DA", PASSWORD).expect(200);
    }

    @Test
    void refuses_missingFields_namingAll() {
        SERVER.client().post("/api/token/").jsonText("{}").send().expectFields("username", "password");
        SERVER.client().post("/api/token/").send().expectFields("username", "password");
    }

    @Test
    void refuses_emptyField() {
        obtain("ada", "").expectFields("password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "[]", "{}", "[\"ada\"]"})
    void refuses_fieldThatIsNoText(String value) {
        SERVER.client()
                .post("/api/token/")
                .jsonText("{\"username\":" + value + ",\"password\":\"x\"}")
                .send()
                .expectFields("username");
    }

    @Test
    void wrongUnknownInactiveAndUnusable_areOneAnswer() {
        SERVER.user("wrong-one");
        SERVER.setActive(SERVER.user("inactive-one"), false);
        NewUser unusable = NewUser.named(Username.parse("unusable-one").orElseThrow(), "!no-hash");
        SERVER.stores().users().create(unusable, AuditContext.at(SERVER.clock().instant()));
        Reply wrong = obtain("wrong-one", PASSWORD + "x").expect(401, "no_active_account");
        for (String name : new String[] {"nobody-at-all", "inactive-one", "unusable-one", "not a name\u0000"}) {
            Reply reply = obtain(name, PASSWORD).expect(401, "no_active_account");
            assertThat(reply.body()).isEqualTo(wrong.body());
            assertThat(reply.headers().map().keySet())
                    .isEqualTo(wrong.headers().map().keySet());
        }
    }

    @Test
    void takesNoNotice_ofAuthorizationHeaderOrSession() {
        SERVER.client()
                .post("/api/token/")
                .authorization("Bearer broken")
                .header("Cookie", "keycard=stale")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200);
    }

    @Test
    void passwordIsTakenWhole_andAsTyped() {
        obtain("ada", PASSWORD.substring(0, PASSWORD.length() - 1)).expect(401, "no_active_account");
        obtain("ada", PASSWORD + " ").expect(401, "no_active_account");
        obtain("ada", PASSWORD + "\u0000").expect(401, "no_active_account");
        obtain("ada", "x".repeat(4096)).expect(401, "no_active_account");
        obtain("ada", PASSWORD).expect(200);
    }

    private static Reply obtain(String name, String password) {
        return SERVER.client()
                .post("/api/token/")
                .json("username", name, "password", password)
                .send();
    }

    private static String part(String name, String value) {
        return "--frontier\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
