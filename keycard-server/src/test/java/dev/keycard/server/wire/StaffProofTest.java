package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;

import dev.keycard.user.User;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Staff whose sign-in is not recent: a stolen token of theirs must not become an account that stays. */
class StaffProofTest {

    @AutoClose
    private final StaffDesk desk = new StaffDesk();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"password\":\"another-Lantern-9\"",
                "\"email\":\"thief@example.org\"",
                "\"username\":\"ann2\"",
                "\"is_staff\":true",
                "\"is_superuser\":true",
                "\"roles\":[\"editor\",\"vip\"]",
                "\"tier\":\"gold\""
            })
    void givingWhatOutlastsTheLogin_needsAProof(String member) {
        User ann = desk.server.user("ann", draft -> StaffDesk.withRoles(draft, "editor"));
        String old = oldToken();

        patch(old, ann, "{" + member + "}").expect(401, "reauthentication_required");
        patch(old, ann, "{" + member + ",\"your_password\":\"wrong\"}").expectFields("your_password");
        patch(old, ann, "{" + member + ",\"your_password\":\"" + PASSWORD + "\"}")
                .expect(200);
    }

    @Test
    void lettingAUserInAgain_needsAProof() {
        User ann = desk.server.user("ann");
        String old = oldToken();
        patch(old, ann, "{\"is_active\":false}").expect(200);

        patch(old, ann, "{\"is_active\":true}").expect(401, "reauthentication_required");
        patch(old, ann, "{\"is_active\":true,\"your_password\":\"" + PASSWORD + "\"}")
                .expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"first_name\":\"Ann\"",
                "\"roles\":[]",
                "\"roles\":[\"editor\"]",
                "\"tier\":\"\"",
                "\"is_active\":true",
                "\"is_active\":false"
            })
    void takingAway_andWhatGivesNobodyMore_needsNone(String member) {
        User ann = desk.server.user("ann", draft -> StaffDesk.withRoles(draft, "editor"));

        patch(oldToken(), ann, "{" + member + "}").expect(200);
    }

    private Reply patch(String access, User target, String json) {
        return desk.server
                .client()
                .patch(StaffDesk.pathOf(target))
                .bearer(access)
                .jsonText(json)
                .send();
    }

    /** An access token that is new, of a sign-in that is not. */
    private String oldToken() {
        Pair pair = desk.server.signIn("root");
        desk.server.advance(Duration.ofMinutes(6));
        return Pair.of(desk.server
                        .client()
                        .post("/api/token/refresh/")
                        .json("refresh", pair.refresh())
                        .send()
                        .expect(200))
                .access();
    }
}
