package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Characters that command terminals, turn the direction of text or leave no ink are refused wherever people enter text. */
class TextHygieneTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    private static String staff;

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        SERVER.staff("grace");
        staff = SERVER.signIn("grace").access();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u009b",
                "\\u0085",
                "\\u202e",
                "\\u2066",
                "\\u200e",
                "\\u061c",
                "\\u2028",
                "\\u2029",
                "\\u200b",
                "\\ufeff",
                "\\u00ad",
                "\\u3164",
                "\\u0000",
                "\\ud800",
                "\\udb40\\udc41",
                "\\ue000",
                "\\u001b"
            })
    void refuses_everyField_byItsName(String evil) {
        SERVER.advance(Duration.ofMinutes(1)); // requests that write have a rate
        staff = SERVER.signIn("grace").access();
        for (String field : new String[] {"first_name", "last_name"}) {
            profile("{\"" + field + "\":\"a" + evil + "b\"}").expectFields(field);
        }
        profile("{\"email\":\"a" + evil + "b@example.org\"}").expectFields("email");
        profile("{\"email\":\"ab@exam" + evil + "ple.org\"}").expectFields("email");
        token("{\"name\":\"a" + evil + "b\"}").expectFields("name");
        for (String field : new String[] {"username", "email", "first_name", "last_name", "tier"}) {
            String value = "a" + evil + (field.equals("email") ? "@example.org" : "b");
            String name = field.equals("username") ? "" : "\"username\":\"new\",";
            created("{" + name + "\"" + field + "\":\"" + value + "\"}").expectFields(field);
        }
        created("{\"username\":\"new\",\"roles\":[\"a" + evil + "b\"]}").expectFields("roles");
    }

    @Test
    void takes_namesOfPeopleInAnyScript() {
        Reply reply = profile("{\"first_name\":\"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645\","
                        + "\"last_name\":\"\u5c71\u7530\u3000\u592a\u90ce\"}")
                .expect(200);
        assertThat(reply.text("first_name")).contains("\u200c");
    }

    private static Reply profile(String json) {
        return SERVER.client()
                .patch("/api/profile/")
                .bearer(SERVER.signIn("ada").access())
                .jsonText(json)
                .send();
    }

    private static Reply token(String json) {
        return SERVER.client()
                .post("/api/tokens/")
                .bearer(SERVER.signIn("ada").access())
                .jsonText(json)
                .send();
    }

    private static Reply created(String json) {
        return SERVER.client()
                .post("/api/admin/users/")
                .bearer(staff)
                .jsonText(json)
                .send();
    }
}
