package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /api/token-auth/}, {@code /api/tokens/} and {@code /api/tokens/{id}/}. */
class ApiTokenTest {

    private static final String FORM = "kc_[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        SERVER.user("bob");
    }

    @Test
    void signIn_givesTokenAndExpiry_ninetyDaysAhead() {
        Reply reply = tokenAuth("ada", PASSWORD).expect(200);
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("token", "expiry");
        assertThat(reply.text("token")).matches(FORM);
        assertThat(Instant.parse(reply.text("expiry")))
                .isEqualTo(SERVER.clock().instant().plus(Duration.ofDays(90)));
        profile(reply.text("token")).expect(200);
    }

    @Test
    void signIn_takesForms() {
        SERVER.client()
                .post("/api/token-auth/")
                .form("username", "ada", "password", PASSWORD)
                .send()
                .expect(200);
    }

    @Test
    void signIn_refusesBadCredentials_alike() {
        SERVER.setActive(SERVER.user("inactive"), false);
        Reply wrong = tokenAuth("ada", "wrong").expectFields("non_field_errors");
        assertThat(tokenAuth("nobody", "wrong").expectFields("non_field_errors").body())
                .isEqualTo(wrong.body());
        assertThat(tokenAuth("inactive", PASSWORD)
                        .expectFields("non_field_errors")
                        .body())
                .isEqualTo(wrong.body());
    }

    @Test
    void signIn_refusesMissingFields() {
        SERVER.client().post("/api/token-auth/").jsonText("{}").send().expectFields("username", "password");
    }

    @Test
    void signIn_keepsTwenty_andEndsTheLongestUnused() {
        SERVER.user("collector");
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            SERVER.advance(Duration.ofMillis(1));
            tokens.add(tokenAuth("collector", PASSWORD).expect(200).text("token"));
        }
        profile(tokens.get(0)).expect(401, "authentication_failed");
        profile(tokens.get(1)).expect(200);
        profile(tokens.get(20)).expect(200);
        Reply list = list(tokens.get(20)).expect(200);
        assertThat(list.json().get("results").size()).isEqualTo(20);
    }

    @Test
    void list_showsOwnLiveTokens_withoutSecrets() {
        SERVER.user("lister");
        Reply made = create("lister", "{\"name\":\"laptop\",\"scopes\":[\"account\",\"write\"],\"expires_in\":\"12h\"}")
                .expect(201);
        Reply list = list(made.text("token")).expect(200);
        assertThat(list.json().propertyNames()).containsExactlyInAnyOrder("next", "previous", "results");
        assertThat(list.json().get("results").size()).isEqualTo(1);
        JsonNode shown = list.json().get("results").get(0);
        assertThat(shown.propertyNames())
                .containsExactlyInAnyOrder("id", "name", "prefix", "scopes", "created", "expiry", "last_used");
        assertThat(shown.get("name").asString()).isEqualTo("laptop");
        assertThat(made.text("token")).startsWith(shown.get("prefix").asString());
        assertThat(list.body()).doesNotContain(made.text("token").substring(9));
    }

    @Test
    void create_givesTheSecretOnce() {
        Reply made = create("ada", "{\"name\":\"ci\",\"scopes\":[\"profile\"],\"expires_in\":\"30d\"}")
                .expect(201);
        assertThat(made.text("token")).matches(FORM);
        assertThat(made.text("name")).isEqualTo("ci");
        assertThat(made.json().get("scopes").get(0).asString()).isEqualTo("profile");
        assertThat(Instant.parse(made.text("expiry")))
                .isEqualTo(SERVER.clock().instant().plus(Duration.ofDays(30)));
        profile(made.text("token")).expect(200);
    }

    @Test
    void create_livesNinetyDaysUnlessAsked_andForEverOnlyByName() {
        assertThat(Instant.parse(create("ada", "{}").expect(201).text("expiry")))
                .isEqualTo(SERVER.clock().instant().plus(Duration.ofDays(90)));
        assertThat(Instant.parse(
                        create("ada", "{\"expires_in\":60}").expect(201).text("expiry")))
                .isEqualTo(SERVER.clock().instant().plus(Duration.ofMinutes(1)));
        Reply forEver = create("ada", "{\"expires_in\":\"never\"}").expect(201);
        assertThat(forEver.json().get("expiry").isNull()).isTrue();
        SERVER.advance(Duration.ofDays(36_500));
        profile(forEver.text("token")).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "\"\"", "\"0d\"", "\"-1d\"", "\"ever\"", "null", "true", "1.5", "[]", "99999999999999"
            })
    void create_refusesLifetime(String value) {
        create("ada", "{\"expires_in\":" + value + "}").expectFields("expires_in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"read\"", "[1]", "[\"\"]", "[\"a b\"]", "[\"\u00e9\"]", "{}", "null", "[[]]", "[\"a\\\"b\"]"})
    void create_refusesScopes(String value) {
        create("ada", "{\"scopes\":" + value + "}").expectFields("scopes");
    }

    @Test
    void create_refusesName() {
        create("ada", "{\"name\":1}").expectFields("name");
        create("ada", "{\"name\":\"" + "x".repeat(101) + "\"}").expectFields("name");
    }

    @Test
    void create_withApiToken_cannotExceedIt() {
        String narrow = create("ada", "{\"scopes\":[\"account\"],\"expires_in\":\"1h\"}")
                .expect(201)
                .text("token");
        createBy(narrow, "{\"scopes\":[\"account\"],\"expires_in\":\"1h\",\"password\":\"" + PASSWORD + "\"}")
                .expect(201);
        createBy(narrow, "{\"scopes\":[\"account\",\"write\"],\"expires_in\":\"1h\"}")
                .expectFields("scopes");
        createBy(narrow, "{\"expires_in\":\"1h\"}").expectFields("scopes");
        createBy(narrow, "{\"scopes\":[\"account\"],\"expires_in\":\"2h\"}").expectFields("expires_in");
        createBy(narrow, "{\"scopes\":[\"account\"],\"expires_in\":\"never\"}").expectFields("expires_in");
    }

    @Test
    void delete_refusesTheTokenAtOnce() {
        Reply made = create("ada", "{}").expect(201);
        profile(made.text("token")).expect(200);
        assertThat(delete("ada", made.text("id")).expect(204).body()).isEmpty();
        profile(made.text("token")).expect(401, "authentication_failed");
        delete("ada", made.text("id")).expect(404, "not_found");
    }

    @Test
    void token_ofDeletedOwner_isRefused() {
        User owner = SERVER.user("goner");
        String token = tokenAuth("goner", PASSWORD).expect(200).text("token");
        profile(token).expect(200);
        SERVER.stores()
                .users()
                .delete(owner.id(), AuditContext.at(SERVER.clock().instant()));
        profile(token).expect(401, "authentication_failed");
    }

    @Test
    void delete_ofAnothersOrUnknown_is404() {
        Reply made = create("ada", "{}").expect(201);
        delete("bob", made.text("id")).expect(404, "not_found");
        delete("bob", "00000000-0000-7000-8000-000000000000").expect(404, "not_found");
        delete("bob", "rubbish").expect(404, "not_found");
        delete("bob", "1").expect(404, "not_found");
        profile(made.text("token")).expect(200);
    }

    @Test
    void needCredentials() {
        SERVER.client().get("/api/tokens/").send().expect(401, "not_authenticated");
        SERVER.client().post("/api/tokens/").json().send().expect(401, "not_authenticated");
        SERVER.client().delete("/api/tokens/x/").send().expect(401, "not_authenticated");
    }

    private static Reply tokenAuth(String name, String password) {
        return SERVER.client()
                .post("/api/token-auth/")
                .json("username", name, "password", password)
                .send();
    }

    private static Reply create(String name, String json) {
        return SERVER.client()
                .post("/api/tokens/")
                .bearer(SERVER.signIn(name).access())
                .jsonText(json)
                .send();
    }

    private static Reply createBy(String token, String json) {
        return SERVER.client()
                .post("/api/tokens/")
                .authorization("Token " + token)
                .jsonText(json)
                .send();
    }

    private static Reply delete(String name, String id) {
        return SERVER.client()
                .delete("/api/tokens/" + id + "/")
                .bearer(SERVER.signIn(name).access())
                .send();
    }

    private static Reply list(String token) {
        return SERVER.client()
                .get("/api/tokens/")
                .authorization("Token " + token)
                .send();
    }

    private static Reply profile(String token) {
        return SERVER.client()
                .get("/api/profile/")
                .authorization("Token " + token)
                .send();
    }
}
