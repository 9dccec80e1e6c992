package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.user.User;
import dev.keycard.verifier.Jwks;
import dev.keycard.verifier.Verifier;
import dev.keycard.verifier.VerifierResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Security events by poll delivery, read by a receiver that knows the standards and nothing of Keycard. */
class SharedSignalsTest {

    private static final String ISSUER = "https://id.example";
    private static final String SESSION_REVOKED = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    private static final String CREDENTIAL_CHANGE =
            "https://schemas.openid.net/secevent/caep/event-type/credential-change";
    private static final String AT_ONCE = "{\"returnImmediately\":true}";

    @AutoClose
    private final RunningServer server = RunningServer.start(withIssuer());

    private final User ada = server.user("ada");
    private final String caller = token("shop");

    @Test
    void configuration_leadsToTheStream_andTheStreamToThePolls() {
        JsonNode found = server.client()
                .get("/.well-known/ssf-configuration")
                .send()
                .expect(200)
                .json();
        assertThat(found.get("issuer").stringValue()).isEqualTo(ISSUER);
        assertThat(found.get("jwks_uri").stringValue()).isEqualTo(ISSUER + "/.well-known/jwks.json");
        assertThat(found.get("delivery_methods_supported").toString()).isEqualTo("[\"urn:ietf:rfc:8936\"]");
        String stream = found.get("configuration_endpoint").stringValue().substring(ISSUER.length());

        JsonNode streamed = server.client()
                .get(stream)
                .authorization(caller)
                .send()
                .expect(200)
                .json();
        assertThat(streamed.get("iss").stringValue()).isEqualTo(ISSUER);
        assertThat(streamed.get("events_delivered")).hasSize(2);
        assertThat(streamed.get("delivery").get("endpoint_url").stringValue()).isEqualTo(ISSUER + "/api/ssf/poll/");
    }

    @Test
    void endedLogin_isASessionRevoked_thatNimbusValidates_andNoAccessToken() throws Exception {
        Pair pair = server.signIn("ada");
        end(pair);

        Map<String, String> sets = polled(1);

        String text = sets.values().iterator().next();
        JWTClaimsSet set = validated(text);
        assertThat(set.getJWTID()).isEqualTo(sets.keySet().iterator().next());
        assertThat(set.getJSONObjectClaim("sub_id"))
                .containsEntry("format", "opaque")
                .containsEntry("id", pair.login());
        assertThat(set.getJSONObjectClaim("events")).containsOnlyKeys(SESSION_REVOKED);
        assertThat(set.getExpirationTime()).isNull();
        assertThat(set.getSubject()).isNull();
        try (Verifier verifier = Verifier.builder()
                .keys(Jwks.of(keySet()))
                .withoutRevocations()
                .clock(server.clock(), server.clock()::nanoTime)
                .start()) {
            assertThat(verifier.verify(text)).isInstanceOf(VerifierResult.Invalid.class);
        }
        server.client().get("/api/profile/").bearer(text).send().expect(401, "token_not_valid");
    }

    @Test
    void endingOfEverything_isAboutTheUser_andAnApiTokenIsACredential() throws Exception {
        User bob = server.user("bob");
        NewApiToken ended = ServiceTokens.make(server, bob, "", Set.of(), null);
        server.node().keycard().apiTokens().end(bob.id(), ended.token().id(), now());
        server.setActive(bob, false);

        List<JWTClaimsSet> sets = new ArrayList<>();
        for (String text : polled(2).values()) {
            sets.add(validated(text));
        }

        assertThat(sets).anySatisfy(set -> {
            assertThat(set.getJSONObjectClaim("sub_id"))
                    .containsEntry("format", "iss_sub")
                    .containsEntry("iss", ISSUER)
                    .containsEntry("sub", bob.id().text());
            assertThat(set.getJSONObjectClaim("events")).containsOnlyKeys(SESSION_REVOKED);
        });
        assertThat(sets).anySatisfy(set -> {
            assertThat(set.getJSONObjectClaim("sub_id"))
                    .containsEntry("id", ended.token().id().text());
            assertThat(set.getJSONObjectClaim("events").get(CREDENTIAL_CHANGE))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("change_type", "revoke");
        });
    }

    @Test
    void unacknowledged_isDeliveredAgainWithTheSameName_andAcknowledgedIsNot() {
        end(server.signIn("ada"));
        Set<String> first = polled(1).keySet();
        String name = first.iterator().next();

        assertThat(sets(poll(AT_ONCE)).keySet()).isEqualTo(first);
        poll("{\"maxEvents\":0,\"ack\":[\"" + name + "\"]}");
        assertThat(sets(poll(AT_ONCE))).isEmpty();

        end(server.signIn("ada"));
        String second = polled(1).keySet().iterator().next();
        assertThat(sets(poll("{\"returnImmediately\":true,\"setErrs\":{\"" + second
                        + "\":{\"err\":\"invalid_request\",\"description\":\"no\"}}}")))
                .isEmpty();
    }

    @Test
    void anotherNode_deliversTheSameNames_andGoesOnFromAcknowledgements() {
        end(server.signIn("ada"));
        Set<String> here = polled(1).keySet();
        try (RunningServer other = server.configuredOtherwise(withIssuer())) {
            assertThat(sets(poll(other, AT_ONCE)).keySet()).isEqualTo(here);
            assertThat(sets(poll(
                            other,
                            "{\"returnImmediately\":true,\"ack\":[\""
                                    + here.iterator().next() + "\"]}")))
                    .isEmpty();
        }
    }

    @Test
    void maxEvents_bounds_andMoreIsTold() {
        for (int i = 0; i < 3; i++) {
            end(server.signIn("ada"));
        }
        polled(3);

        Reply two = poll("{\"returnImmediately\":true,\"maxEvents\":2}");

        assertThat(sets(two)).hasSize(2);
        assertThat(two.json().get("moreAvailable").booleanValue()).isTrue();
    }

    @Test
    void waitingPoll_isAnsweredWhenSomethingEnds() throws Exception {
        assertThat(sets(poll(AT_ONCE))).isEmpty();
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> poll("{}"));
        Eventually.holds(
                "a poll waits",
                () -> server.node().keycard().parts().caches().stream().followers() == 1);

        end(server.signIn("ada"));

        assertThat(waiting.get(5, TimeUnit.SECONDS).json().get("moreAvailable").booleanValue())
                .isTrue();
        assertThat(polled(1)).hasSize(1);
    }

    @Test
    void receiversDoNotTakeEachOthersEvents_andNeedTheScope() {
        String other = token("bank");
        end(server.signIn("ada"));
        String name = polled(1).keySet().iterator().next();
        poll("{\"maxEvents\":0,\"ack\":[\"" + name + "\"]}");

        assertThat(sets(pollAs(server, other, AT_ONCE))).containsOnlyKeys(name);
        server.client()
                .post("/api/ssf/poll/")
                .bearer(server.signIn("ada").access())
                .jsonText(AT_ONCE)
                .send()
                .expect(403, "permission_denied");
        server.client().post("/api/ssf/poll/").jsonText(AT_ONCE).send().expect(401, "not_authenticated");
    }

    @Test
    void malformedPolls_areRefused() {
        pollAs(server, caller, "{\"maxEvents\":-1}").expectFields("maxEvents");
        pollAs(server, caller, "{\"maxEvents\":\"x\"}").expectFields("maxEvents");
        pollAs(server, caller, "{\"ack\":[1]}").expectFields("ack");
        pollAs(server, caller, "[]").expect(400);
    }

    @Test
    void withoutAnIssuer_thereAreNoSecurityEvents() {
        try (RunningServer nameless = RunningServer.start()) {
            nameless.client().get("/.well-known/ssf-configuration").send().expect(404, "not_found");
        }
    }

    private static UnaryOperator<TestConfig> withIssuer() {
        return Config.jwt(jwt -> jwt.with(jwt.verification().withIssuer(ISSUER)));
    }

    private JWTClaimsSet validated(String text) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("secevent+jwt")));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, new ImmutableJWKSet<>(JWKSet.parse(keySet()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                ISSUER + "/receivers/" + ada.id(),
                new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                Set.of("iat", "jti", "aud", "sub_id", "events")));
        return processor.process(text, null);
    }

    private String keySet() {
        return server.client().get("/.well-known/jwks.json").send().expect(200).body();
    }

    private String token(String name) {
        return "Token "
                + ServiceTokens.make(server, ada, name, Set.of("changes"), null)
                        .secret()
                        .reveal();
    }

    private void end(Pair pair) {
        server.node().keycard().logins().endByStaff(TimeId.parse(pair.login()).orElseThrow(), now());
    }

    private AuditContext now() {
        return AuditContext.at(server.clock().instant());
    }

    /** Polls until there are so many; the log is read in real time. */
    private Map<String, String> polled(int least) {
        List<Map<String, String>> last = new ArrayList<>();
        Eventually.holds(least + " events", () -> {
            last.add(sets(poll(AT_ONCE)));
            return last.get(last.size() - 1).size() >= least;
        });
        return last.get(last.size() - 1);
    }

    private Reply poll(String json) {
        return poll(server, json);
    }

    private Reply poll(RunningServer there, String json) {
        return pollAs(there, caller, json).expect(200);
    }

    private static Reply pollAs(RunningServer there, String authorization, String json) {
        return there.client()
                .post("/api/ssf/poll/")
                .authorization(authorization)
                .jsonText(json)
                .send();
    }

    private static Map<String, String> sets(Reply reply) {
        Map<String, String> sets = new LinkedHashMap<>();
        JsonNode all = reply.json().get("sets");
        all.propertyNames().forEach(name -> sets.put(name, all.get(name).stringValue()));
        return sets;
    }
}
