package dev.keycard.server.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.server.testing.TestNode;
import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code POST /oauth2/introspect} (RFC 7662), on a node whose feed runs once an hour. */
class IntrospectionTest {

    @AutoClose
    private final RunningServer server = RunningServer.start(Config.all(
            Config.jwt(jwt -> jwt.withParties("https://id.example", "shop")),
            Config.change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2)))));

    private final User ada = server.user("ada");
    private final String caller = ServiceTokens.introspecting(server);

    @Test
    void accessToken_isActive_withItsClaimsAndItsUsersRights() {
        Pair pair = server.signIn("ada");
        server.stores()
                .users()
                .update(
                        ada.id(),
                        UserChange.builder()
                                .tier("premium")
                                .roles(Set.of("editor"))
                                .build(),
                        auditContext());

        JsonNode told = introspect(pair.access()).expect(200).json();

        assertThat(told.propertyNames())
                .containsExactlyInAnyOrder(
                        "active",
                        "token_type",
                        "sub",
                        "username",
                        "jti",
                        "tier",
                        "is_staff",
                        "roles",
                        "exp",
                        "iat",
                        "sid",
                        "auth_time",
                        "amr",
                        "iss",
                        "aud");
        assertThat(told.get("active").booleanValue()).isTrue();
        assertThat(told.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(told.get("sub").asString()).isEqualTo(ada.id().text());
        assertThat(told.get("username").asString()).isEqualTo("ada");
        assertThat(told.get("sid").asString()).isEqualTo(pair.login());
        assertThat(told.get("jti").asString()).isEqualTo(pair.accessClaims().getJWTID());
        assertThat(told.get("exp").longValue())
                .isEqualTo(pair.accessClaims().getExpirationTime().toInstant().getEpochSecond());
        assertThat(told.get("auth_time").longValue())
                .isEqualTo(server.clock().instant().getEpochSecond());
        assertThat(told.get("amr").toString()).isEqualTo("[\"pwd\"]");
        assertThat(told.get("iss").asString()).isEqualTo("https://id.example");
        assertThat(told.get("aud").asString()).isEqualTo("shop");
        assertThat(told.get("tier").asString()).as("rights of now").isEqualTo("premium");
        assertThat(told.get("roles").toString()).isEqualTo("[\"editor\"]");
    }

    @Test
    void refreshToken_isActive_andNotTakenForABearerToken() {
        JsonNode told = introspect(server.signIn("ada").refresh()).expect(200).json();
        assertThat(told.get("active").booleanValue()).isTrue();
        assertThat(told.get("token_type").asString()).isEqualTo("refresh_token");
    }

    @Test
    void apiToken_isActive_withItsScopes() {
        NewApiToken token = ServiceTokens.make(server, ada, "ci", Set.of("write", "read"), Duration.ofDays(1));
        JsonNode told = introspect(token.secret().reveal()).expect(200).json();
        assertThat(told.get("active").booleanValue()).isTrue();
        assertThat(told.get("token_type").asString()).isEqualTo("Token");
        assertThat(told.get("scope").asString()).isEqualTo("read write");
        assertThat(told.get("jti").asString()).isEqualTo(token.token().id().text());
        assertThat(told.get("exp").longValue())
                .isEqualTo(server.clock().instant().plus(Duration.ofDays(1)).getEpochSecond());
        assertThat(told.get("iss").asString()).isEqualTo("https://id.example");
        server.advance(Duration.ofDays(1));
        inactive(token.secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "kc_", "\u00e9", " ", "Bearer x", "null"})
    void rubbish_isInactive_andNothingIsSaidOfIt(String token) {
        inactive(token);
    }

    @Test
    void expiredAccessToken_isInactive() {
        Pair pair = server.signIn("ada");
        server.advance(Duration.ofMinutes(5));
        inactive(pair.access());
        assertThat(introspect(pair.refresh()).json().get("active").booleanValue())
                .isTrue();
    }

    /** The feed has not told this node yet; whoever introspects relies on the answer. */
    @Test
    void whatEndedOnAnotherNode_isInactiveInTheSameMoment() {
        Pair ended = server.signIn("ada");
        NewApiToken token = ServiceTokens.make(server, ada, "", Set.of(), null);
        introspect(ended.access()).expect(200);
        elsewhere(node -> {
            node.keycard().logins().endByStaff(TimeId.parse(ended.login()).orElseThrow(), auditContext());
            node.keycard().apiTokens().end(ada.id(), token.token().id(), auditContext());
        });
        inactive(ended.access());
        inactive(ended.refresh());
        inactive(token.secret().reveal());
    }

    @Test
    void tokensOfAUserWhoIsShutOutElsewhere_areInactiveInTheSameMoment() {
        Pair pair = server.signIn("ada");
        NewApiToken token = ServiceTokens.make(server, ada, "", Set.of(), null);
        introspect(pair.access()).expect(200);
        elsewhere(node -> node.stores().users().update(ada.id(), UserChange.ofActive(false), auditContext()));
        inactive(pair.access());
        inactive(pair.refresh());
        inactive(token.secret().reveal());
    }

    @Test
    void exchangedRefreshToken_isInactiveAfterTheGrace() {
        Pair first = server.signIn("ada");
        server.client()
                .post("/api/token/refresh/")
                .json("refresh", first.refresh())
                .send()
                .expect(200);
        server.advance(Duration.ofSeconds(31));
        inactive(first.refresh());
    }

    @Test
    void asking_isNoUseOfTheToken() {
        NewApiToken token = ServiceTokens.make(server, ada, "", Set.of(), null);
        introspect(token.secret().reveal()).expect(200);
        server.node().keycard().apiTokens().writeUses();
        assertThat(server.stores()
                        .apiTokens()
                        .find(token.token().id())
                        .orElseThrow()
                        .lastUsedAt())
                .isNull();
    }

    @Test
    void caller_needsTheScopeByName_whoeverTheyAre() {
        server.user("root", draft -> draft.withRights(true, true));
        String unlimited = "Token "
                + ServiceTokens.make(server, ada, "", Set.of(), null).secret().reveal();
        for (String authorization : new String[] {
            "Bearer " + server.signIn("ada").access(),
            "Bearer " + server.signIn("root").access(),
            unlimited
        }) {
            Reply reply = introspectAs(authorization, "x").expect(403, "permission_denied");
            assertThat(reply.header("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"introspect\"");
        }
        server.client().post("/oauth2/introspect").form("token", "x").send().expect(401, "not_authenticated");
        introspectAs("Token kc_wrong", "x").expect(401, "authentication_failed");
    }

    @Test
    void scope_isGivenByOperatorsAndStaff_notByOneself() {
        server.staff("boss");
        String wanted = "{\"name\":\"shop\",\"scopes\":[\"introspect\"]}";
        make("ada", wanted).expectFields("scopes");
        make("ada", "{\"scopes\":[\"metrics\"]}").expectFields("scopes");
        String made = make("boss", wanted).expect(201).text("token");
        introspectAs("Token " + made, "x").expect(200);
    }

    @Test
    void answers_areNeverKept_atBothSpellingsOfThePath() {
        Reply reply = introspect("x").expect(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        server.client()
                .post("/oauth2/introspect/")
                .authorization(caller)
                .form("token", "x", "token_type_hint", "access_token")
                .send()
                .expect(200);
    }

    @Test
    void malformedRequests_areNamedAsTheStandardsDo() {
        badRequest("");
        badRequest("token=");
        badRequest("token_type_hint=access_token");
        badRequest("token=a&token=b");
        badRequest("token=%zz");
        badRequest("token=" + "x".repeat(9000));
        server.client()
                .post("/oauth2/introspect")
                .authorization(caller)
                .body("text/plain", new byte[] {'x'})
                .send()
                .expect(415, "unsupported_media_type");
    }

    @Test
    void caller_isThrottledAsAUser() {
        Rate twoPerMinute = new Rate(2, Duration.ofMinutes(1));
        RequestRates config = RequestRates.builder().user(twoPerMinute).build();
        try (RunningServer throttled = RunningServer.start(Config.requestsAlone(config))) {
            String authorization = ServiceTokens.introspecting(throttled);
            for (int status : new int[] {200, 200, 429}) {
                throttled
                        .client()
                        .post("/oauth2/introspect")
                        .authorization(authorization)
                        .form("token", "x")
                        .send()
                        .expect(status);
            }
        }
    }

    @Test
    void withoutTheStore_is503_notAGuess() {
        Pair pair = server.signIn("ada");
        introspect(pair.access()).expect(200);
        server.node().loseDatabase();
        introspect(pair.access()).expect(503, "unavailable");
    }

    private void badRequest(String form) {
        Outgoing request = server.client().post("/oauth2/introspect").authorization(caller);
        Reply reply = (form.isEmpty()
                        ? request
                        : request.body("application/x-www-form-urlencoded", form.getBytes(US_ASCII)))
                .send()
                .expect(400);
        assertThat(reply.text("error")).isEqualTo("invalid_request");
        assertThat(reply.text("detail")).isNotBlank();
        assertThat(reply.text("code")).isNotBlank();
    }

    private Reply make(String name, String json) {
        return server.client()
                .post("/api/tokens/")
                .bearer(server.signIn(name).access())
                .jsonText(json)
                .send();
    }

    private void inactive(String token) {
        assertThat(introspect(token).expect(200).body()).isEqualTo("{\"active\":false}");
    }

    private Reply introspect(String token) {
        return introspectAs(caller, token);
    }

    private Reply introspectAs(String authorization, String token) {
        return server.client()
                .post("/oauth2/introspect")
                .authorization(authorization)
                .form("token", token)
                .send();
    }

    private void elsewhere(Consumer<TestNode> act) {
        try (TestNode node = server.anotherProcess()) {
            act.accept(node);
        }
    }

    private AuditContext auditContext() {
        Instant now = server.clock().instant();
        return AuditContext.at(now);
    }
}
