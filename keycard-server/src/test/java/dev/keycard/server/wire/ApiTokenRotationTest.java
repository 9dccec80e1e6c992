package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.ApiTokenRotation;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.server.testing.TestNode;
import dev.keycard.testkit.Race;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/tokens/{id}/rotate/}: a token is replaced, and both work for a while. */
class ApiTokenRotationTest {

    @AutoClose
    private final RunningServer server = RunningServer.start();

    private final User ada = server.user("ada");

    @Test
    void rotate_givesASuccessorOfTheSameKind_andTheOldOneLivesForTheOverlap() {
        NewApiToken old = token("deploy", Set.of("account", "write"), Duration.ofDays(90));
        profile(old).expect(200);
        server.advance(Duration.ofDays(30));

        Reply made = rotate(bearer(), old, "{\"overlap\":\"1h\"}").expect(201);

        assertThat(made.text("name")).isEqualTo("deploy");
        assertThat(made.json().get("scopes").toString()).isEqualTo("[\"account\",\"write\"]");
        assertThat(Instant.parse(made.text("expiry"))).isEqualTo(now().plus(Duration.ofDays(90)));
        assertThat(made.text("replaces")).isEqualTo(old.token().id().text());
        assertThat(Instant.parse(made.text("replaced_until"))).isEqualTo(now().plus(Duration.ofHours(1)));
        profile(made.text("token")).expect(200);
        server.advance(Duration.ofHours(1).minusMillis(1));
        profile(old).expect(200);
        server.advance(Duration.ofMillis(1));
        profile(old).expect(401, "authentication_failed");
        profile(made.text("token")).expect(200);
        assertThat(server.events().of(AuthEvent.ApiTokenRotated.class))
                .singleElement()
                .matches(event ->
                        event.token().equals(old.token().id()) && event.userId().equals(ada.id()));
    }

    @Test
    void rotate_overlapsForADay_unlessAskedOtherwise_andNeverLengthensALife() {
        Reply byDefault = rotate(bearer(), token("", Set.of(), null), "{}").expect(201);
        assertThat(Instant.parse(byDefault.text("replaced_until"))).isEqualTo(now().plus(Duration.ofDays(1)));
        assertThat(byDefault.json().get("expiry").isNull()).isTrue();

        Reply shortLived =
                rotate(bearer(), token("", Set.of(), Duration.ofHours(2)), "").expect(201);
        assertThat(Instant.parse(shortLived.text("replaced_until"))).isEqualTo(now().plus(Duration.ofHours(2)));
    }

    @Test
    void rotate_withoutOverlap_refusesTheOldOneAtOnce() {
        NewApiToken old = token("", Set.of(), null);
        profile(old).expect(200);
        rotate(bearer(), old, "{\"overlap\":0}").expect(201);
        profile(old).expect(401, "authentication_failed");
    }

    /** The old token was seen here before: without word of the change, memory would go on letting it in. */
    @Test
    void rotate_onAnotherNode_isKnownHere() {
        NewApiToken old = token("", Set.of(), null);
        profile(old).expect(200);
        try (TestNode elsewhere = server.anotherProcess()) {
            assertThat(elsewhere
                            .keycard()
                            .apiTokens()
                            .rotate(ada, old.token().id(), Duration.ZERO, null, AuditContext.at(now())))
                    .isInstanceOf(ApiTokenRotation.Rotated.class);
        }
        Eventually.holds("the old token is refused", () -> profile(old).status() == 401);
    }

    @Test
    void rotate_ofOneTokenAtTheSameMoment_hasOneWinner() throws Exception {
        NewApiToken old = token("", Set.of(), null);
        String bearer = bearer();
        try (Race race = new Race(8)) {
            List<Integer> statuses = race.run(() -> rotate(bearer, old, "{}").status());
            assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
        }
        rotate(bearer, old, "{}").expect(409, "already_rotated");
        assertThat(server.stores().apiTokens().live(ada.id(), now())).hasSize(2);
    }

    @Test
    void rotate_ofAnothersOrUnknownOrEnded_is404() {
        server.user("bob");
        NewApiToken old = token("", Set.of(), null);
        String bob = "Bearer " + server.signIn("bob").access();
        rotate(bob, old, "{}").expect(404, "not_found");
        rotate(bearer(), "rubbish", "{}").expect(404, "not_found");
        rotate(bearer(), "00000000-0000-7000-8000-000000000000", "{}").expect(404, "not_found");
        server.node().keycard().apiTokens().end(ada.id(), old.token().id(), AuditContext.at(now()));
        rotate(bearer(), old, "{}").expect(404, "not_found");
        server.client().post("/api/tokens/x/rotate/").send().expect(401, "not_authenticated");
    }

    @Test
    void rotate_withApiToken_givesNothingThatCanDoMore() {
        NewApiToken narrow = token("", Set.of("account"), Duration.ofHours(1));
        NewApiToken unlimited = token("", Set.of(), null);
        NewApiToken wider = token("", Set.of("account", "write"), null);
        NewApiToken same = token("", Set.of("account"), null);

        rotate(header(narrow), unlimited, "{}").expect(403, "permission_denied");
        rotate(header(narrow), wider, "{}").expect(403, "permission_denied");
        Reply capped = rotate(header(narrow), same, "{\"password\":\"" + RunningServer.PASSWORD + "\"}")
                .expect(201);
        assertThat(Instant.parse(capped.text("expiry"))).isEqualTo(now().plus(Duration.ofHours(1)));
    }

    @Test
    void rotate_ofItself_doesNotProlongAStolenToken() {
        NewApiToken stolen = token("", Set.of(), Duration.ofDays(90));
        server.advance(Duration.ofDays(89));
        Reply made = rotate(header(stolen), stolen, "{}").expect(201);
        assertThat(Instant.parse(made.text("expiry"))).isEqualTo(now().plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"31d\"", "-1", "\"never\"", "null", "1.5", "[]", "true", "\"\"", "99999999999999"})
    void rotate_refusesOverlap(String value) {
        NewApiToken old = token("", Set.of(), null);
        rotate(bearer(), old, "{\"overlap\":" + value + "}").expectFields("overlap");
        assertThat(server.stores().apiTokens().live(ada.id(), now())).hasSize(1);
    }

    private NewApiToken token(String name, Set<String> scopes, @Nullable Duration lifetime) {
        return ServiceTokens.make(server, ada, name, scopes, lifetime);
    }

    private String bearer() {
        return "Bearer " + server.signIn("ada").access();
    }

    private static String header(NewApiToken token) {
        return "Token " + token.secret().reveal();
    }

    private Reply rotate(String authorization, NewApiToken token, String body) {
        return rotate(authorization, token.token().id().text(), body);
    }

    private Reply rotate(String authorization, String id, String body) {
        return server.client()
                .post("/api/tokens/" + id + "/rotate/")
                .authorization(authorization)
                .jsonText(body)
                .send();
    }

    private Reply profile(NewApiToken token) {
        return profile(token.secret().reveal());
    }

    private Reply profile(String secret) {
        return server.client()
                .get("/api/profile/")
                .authorization("Token " + secret)
                .send();
    }

    private Instant now() {
        return server.clock().instant();
    }
}
