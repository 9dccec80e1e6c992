package dev.keycard.server.wire;

import static dev.keycard.server.wire.StaffDesk.pathOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code /api/admin/logins/}, {@code tokens/} and {@code audit/}: lists over everyone, and endings by staff. */
class StaffListsTest {

    private static final String LOGINS = "/api/admin/logins/";
    private static final String TOKENS = "/api/admin/tokens/";
    private static final String AUDIT = "/api/admin/audit/";

    @AutoClose
    private static final StaffDesk DESK = new StaffDesk();

    private static final RunningServer SERVER = DESK.server;

    @Test
    void logins_areListedForEveryoneOrOneUser_theLatestFirst() {
        User ann = SERVER.user("ann");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            SERVER.advance(Duration.ofMillis(1));
            expected.add(0, SERVER.signIn("ann").login());
        }
        Reply all = DESK.get(DESK.clerk, LOGINS).expect(200);
        assertThat(texts(all, "id")).containsSubsequence(expected);
        Reply page = DESK.get(DESK.clerk, LOGINS + "?limit=2&user=" + ann.id()).expect(200);
        assertThat(texts(page, "id")).isEqualTo(expected.subList(0, 2));
        Reply next = DESK.get(DESK.clerk, page.text("next")).expect(200);
        assertThat(texts(next, "id")).isEqualTo(expected.subList(2, 3));
        assertThat(texts(DESK.get(DESK.clerk, next.text("previous")).expect(200), "id"))
                .isEqualTo(expected.subList(0, 2));
        assertThat(page.json().get("results").get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id", "user_id", "kind", "device", "address", "created", "last_seen", "expires");
    }

    @Test
    void login_isEndedByStaff() {
        SERVER.user("ended");
        Pair pair = SERVER.signIn("ended");
        DESK.delete(DESK.clerk, LOGINS + pair.login() + "/").expect(204);
        DESK.profile("Bearer " + pair.access()).expect(401, "token_not_valid");
        DESK.delete(DESK.clerk, LOGINS + pair.login() + "/").expect(404, "not_found");
        DESK.delete(DESK.clerk, LOGINS + "x/").expect(404, "not_found");
    }

    @Test
    void tokens_areListedWithoutSecrets_andEndedByStaff() {
        User ann = SERVER.user("holder");
        String secret = DESK.apiToken(ann);
        Reply list = DESK.get(DESK.clerk, TOKENS + "?user=" + ann.id()).expect(200);
        JsonNode token = list.json().get("results").get(0);
        assertThat(token.propertyNames())
                .contains("id", "user_id", "name", "prefix", "scopes", "created", "expiry", "last_used")
                .doesNotContain("token", "digest", "secret");
        assertThat(list.body()).doesNotContain(secret.substring(12));
        assertThat(texts(DESK.get(DESK.clerk, TOKENS).expect(200), "id"))
                .contains(token.get("id").asString());
        String path = TOKENS + token.get("id").asString() + "/";
        DESK.delete(DESK.clerk, path).expect(204);
        DESK.profile("Token " + secret).expect(401, "authentication_failed");
        DESK.delete(DESK.clerk, path).expect(404, "not_found");
        assertThat(texts(DESK.get(DESK.clerk, TOKENS + "?user=" + ann.id()), "id"))
                .isEmpty();
    }

    @Test
    void audit_isListedTheLatestFirst_byUserAndKind() {
        User ann = SERVER.user("watched");
        SERVER.signIn("watched");
        DESK.patch(DESK.clerk, ann, "{\"first_name\":\"Ann\"}").expect(200);
        Reply all = DESK.get(DESK.clerk, AUDIT + "?user=" + ann.id()).expect(200);
        assertThat(texts(all, "kind")).containsExactly("user_changed", "signed_in", "user_created");
        JsonNode change = all.json().get("results").get(0);
        assertThat(change.get("actor_id").asLong()).isEqualTo(DESK.clerk.id().value());
        assertThat(change.get("details").get("fields").asString()).isEqualTo("first_name");
        Reply first = DESK.get(DESK.clerk, AUDIT + "?limit=2&user=" + ann.id()).expect(200);
        assertThat(first.json().get("previous").isNull()).isTrue();
        Reply second = DESK.get(DESK.clerk, first.text("next")).expect(200);
        assertThat(texts(second, "kind")).containsExactly("user_created");
        assertThat(second.json().get("next").isNull()).isTrue();
        assertThat(texts(DESK.get(DESK.clerk, second.text("previous")), "kind"))
                .containsExactly("user_changed", "signed_in");
        Reply kinds = DESK.get(DESK.clerk, AUDIT + "?kind=user_created").expect(200);
        assertThat(texts(kinds, "kind")).isNotEmpty().containsOnly("user_created");
        assertThat(texts(DESK.get(DESK.clerk, AUDIT + "?kind=nothing").expect(200), "kind"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOGINS, TOKENS, AUDIT})
    void badParameters_are400(String list) {
        for (String user : List.of("", "x", "0", "-1", "1.5", "99999999999999999999")) {
            DESK.get(DESK.root, list + "?user=" + user).expectFields("user");
        }
        for (String cursor : List.of("", "x", "YTAx", "YWZm", "Yi0")) {
            DESK.get(DESK.root, list + "?cursor=" + cursor).expectFields("cursor");
        }
        DESK.get(DESK.root, list + "?limit=101").expectFields("limit");
        DESK.get(DESK.root, list + "?user=1&user=2").expectFields("user");
    }

    @Test
    void logins_ofOneWhoIsDeleted_areGone() {
        User ann = SERVER.user("deleted");
        SERVER.signIn("deleted");
        DESK.delete(DESK.root, pathOf(ann)).expect(204);
        assertThat(texts(DESK.get(DESK.root, LOGINS + "?user=" + ann.id()).expect(200), "id"))
                .isEmpty();
    }

    private static List<String> texts(Reply reply, String member) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : reply.json().get("results")) {
            texts.add(item.get(member).asString());
        }
        return texts;
    }
}
