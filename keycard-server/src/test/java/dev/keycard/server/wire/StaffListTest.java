package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /api/admin/users/}: for staff, in pages. */
class StaffListTest {

    private static final String LIST = "/api/admin/users/";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    private static final List<String> NAMES = new ArrayList<>();

    @BeforeAll
    static void users() {
        NAMES.add(SERVER.staff("boss").username());
        for (int i = 1; i <= 6; i++) {
            NAMES.add(SERVER.user("user" + i).username());
        }
    }

    @Test
    void walksForwardsAndBackwards_withoutLossOrRepetition() {
        String token = SERVER.signIn("boss").access();
        Reply first = page(token, LIST + "?limit=3").expect(200);
        assertThat(first.json().propertyNames()).containsExactlyInAnyOrder("next", "previous", "results");
        assertThat(names(first)).isEqualTo(NAMES.subList(0, 3));
        assertThat(first.json().get("previous").isNull()).isTrue();
        Reply second = page(token, first.text("next")).expect(200);
        assertThat(names(second)).isEqualTo(NAMES.subList(3, 6));
        Reply third = page(token, second.text("next")).expect(200);
        assertThat(names(third)).isEqualTo(NAMES.subList(6, 7));
        assertThat(third.json().get("next").isNull()).isTrue();
        Reply back = page(token, third.text("previous")).expect(200);
        assertThat(names(back)).isEqualTo(NAMES.subList(3, 6));
        Reply start = page(token, back.text("previous")).expect(200);
        assertThat(names(start)).isEqualTo(NAMES.subList(0, 3));
        assertThat(start.json().get("previous").isNull()).isTrue();
        assertThat(names(page(token, start.text("next")).expect(200))).isEqualTo(NAMES.subList(3, 6));
    }

    @Test
    void pageHoldsFiftyUnlessAsked_andAtMostAHundred() {
        String token = SERVER.signIn("boss").access();
        assertThat(names(page(token, LIST).expect(200))).isEqualTo(NAMES);
        page(token, LIST + "?limit=100").expect(200);
        page(token, LIST + "?limit=101").expectFields("limit");
    }

    @Test
    void showsNoSecrets() {
        Reply reply = page(SERVER.signIn("boss").access(), LIST).expect(200);
        assertThat(reply.json().get("results").get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "username",
                        "email",
                        "first_name",
                        "last_name",
                        "tier",
                        "roles",
                        "is_active",
                        "is_staff",
                        "is_superuser",
                        "created");
        assertThat(reply.body()).doesNotContain("argon2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "", "1", "YTE=", "YQ", "YS0x", "YTAx", "Y2E", "YTk5OTk5OTk5OTk5OTk5OTk5OTk5", "%00", "a1"})
    void forgedCursor_is400(String cursor) {
        page(SERVER.signIn("boss").access(), LIST + "?cursor=" + cursor).expectFields("cursor");
    }

    @Test
    void cursorOrLimitTwice_is400() {
        String token = SERVER.signIn("boss").access();
        page(token, LIST + "?limit=1&limit=2").expectFields("limit");
        page(token, LIST + "?cursor=YTE&cursor=YTE").expectFields("cursor");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "", "1e1", "01", "99999999999"})
    void badLimit_is400(String limit) {
        page(SERVER.signIn("boss").access(), LIST + "?limit=" + limit).expectFields("limit");
    }

    @Test
    void brokenEscapeInQuery_is400() {
        SERVER.client()
                .raw(
                        "GET " + LIST + "?limit=%zz HTTP/1.1",
                        "Authorization: Bearer " + SERVER.signIn("boss").access())
                .expect(400, "parse_error");
    }

    @Test
    void links_areNeverBuiltFromTheHostHeader() {
        Reply reply = SERVER.client()
                .raw(("GET " + LIST
                                + "?limit=1 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAuthorization: Bearer "
                                + SERVER.signIn("boss").access() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .expect(200);
        assertThat(reply.body()).doesNotContain("evil.example");
    }

    @Test
    void nonStaff_is403() {
        page(SERVER.signIn("user1").access(), LIST).expect(403, "permission_denied");
    }

    @Test
    void anonymous_is401() {
        SERVER.client().get(LIST).send().expect(401, "not_authenticated");
    }

    private static Reply page(String token, String link) {
        return SERVER.client().get(link).bearer(token).send();
    }

    private static List<String> names(Reply reply) {
        List<String> names = new ArrayList<>();
        for (JsonNode user : reply.json().get("results")) {
            names.add(user.get("username").asString());
        }
        return names;
    }
}
