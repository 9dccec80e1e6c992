package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code GET /api/logins/}, {@code DELETE /api/logins/{id}/} and {@code POST /api/logout-all/}. */
class LoginsTest {

    private static final String UNKNOWN = "00000000-0000-7000-8000-000000000000";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        SERVER.user("bob");
    }

    @Test
    void list_showsOwnLiveLogins_theLatestFirst() {
        SERVER.user("lister");
        Browser.signedIn(SERVER, "lister");
        Instant began = SERVER.clock().instant();
        SERVER.advance(Duration.ofMinutes(1));
        Pair pair = SERVER.signIn("lister");
        Reply reply =
                SERVER.client().get("/api/logins/").bearer(pair.access()).send().expect(200);
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("next", "previous", "results");
        assertThat(reply.json().get("results").size()).isEqualTo(2);
        JsonNode current = reply.json().get("results").get(0);
        assertThat(current.get("id").asString()).isEqualTo(pair.login());
        assertThat(current.get("kind").asString()).isEqualTo("tokens");
        assertThat(current.get("current").booleanValue()).isTrue();
        assertThat(current.get("device").asString()).startsWith("Java-http-client");
        assertThat(current.get("address").asString()).isEqualTo("127.0.0.1");
        JsonNode session = reply.json().get("results").get(1);
        assertThat(session.get("kind").asString()).isEqualTo("session");
        assertThat(session.get("current").booleanValue()).isFalse();
        assertThat(Instant.parse(session.get("created").asString())).isEqualTo(began);
        assertThat(Instant.parse(session.get("last_seen").asString())).isEqualTo(began);
    }

    @Test
    void device_isShortenedAndPrintable_whateverTheClientCallsItself() {
        SERVER.user("hostile");
        byte[] body = Json.write(Json.object().put("username", "hostile").put("password", PASSWORD));
        Reply signIn = SERVER.client()
                .raw(("POST /api/token/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                                + "User-Agent: \u009b[31m<b>" + "x".repeat(500) + "\r\nContent-Length: " + body.length
                                + "\r\n\r\n" + new String(body, StandardCharsets.US_ASCII))
                        .getBytes(StandardCharsets.ISO_8859_1))
                .expect(200);
        Reply list = SERVER.client()
                .get("/api/logins/")
                .bearer(signIn.text("access"))
                .send()
                .expect(200);
        assertThat(list.json().get("results").get(0).get("device").asString())
                .startsWith("?[31m<b>xxx")
                .hasSize(120);
    }

    @Test
    void list_leavesOutEndedOnes() {
        SERVER.user("ender");
        Pair ended = SERVER.signIn("ender");
        Pair living = SERVER.signIn("ender");
        delete(living, ended.login()).expect(204);
        Reply reply = SERVER.client()
                .get("/api/logins/")
                .bearer(living.access())
                .send()
                .expect(200);
        assertThat(reply.json().get("results").size()).isEqualTo(1);
    }

    @Test
    void delete_endsThatLogin_itsAccessTokensAtOnce() {
        Pair living = SERVER.signIn("ada");
        Pair ended = SERVER.signIn("ada");
        profile(ended).expect(200);
        assertThat(delete(living, ended.login()).expect(204).body()).isEmpty();
        profile(ended).expect(401, "token_not_valid");
        profile(living).expect(200);
        delete(living, ended.login()).expect(404, "not_found");
    }

    @Test
    void delete_takesOnesOwn() {
        Pair pair = SERVER.signIn("ada");
        delete(pair, pair.login()).expect(204);
        profile(pair).expect(401, "token_not_valid");
    }

    @Test
    void delete_ofAnothersOrUnknown_is404() {
        Pair anothers = SERVER.signIn("bob");
        Pair own = SERVER.signIn("ada");
        delete(own, anothers.login()).expect(404, "not_found");
        delete(own, UNKNOWN).expect(404, "not_found");
        delete(own, "rubbish").expect(404, "not_found");
        delete(own, own.login().toUpperCase(Locale.ROOT)).expect(404, "not_found");
        profile(anothers).expect(200);
        profile(own).expect(200);
    }

    @Test
    void logoutAll_is204_andLeavesOtherUsersAlone() {
        Pair anothers = SERVER.signIn("bob");
        SERVER.user("leaver");
        Pair own = SERVER.signIn("leaver");
        assertThat(SERVER.client()
                        .post("/api/logout-all/")
                        .bearer(own.access())
                        .send()
                        .expect(204)
                        .body())
                .isEmpty();
        profile(own).expect(401, "token_not_valid");
        profile(anothers).expect(200);
    }

    @Test
    void needCredentials() {
        SERVER.client().get("/api/logins/").send().expect(401, "not_authenticated");
        SERVER.client().delete("/api/logins/" + UNKNOWN + "/").send().expect(401, "not_authenticated");
        SERVER.client().post("/api/logout-all/").send().expect(401, "not_authenticated");
    }

    private static Reply delete(Pair caller, String id) {
        return SERVER.client()
                .delete("/api/logins/" + id + "/")
                .bearer(caller.access())
                .send();
    }

    private static Reply profile(Pair pair) {
        return SERVER.client().get("/api/profile/").bearer(pair.access()).send();
    }
}
