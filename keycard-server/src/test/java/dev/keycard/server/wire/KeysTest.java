package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.key.KeyEntry;
import dev.keycard.key.KeyState;
import dev.keycard.key.Keys;
import dev.keycard.key.SigningKey;
import dev.keycard.revocation.ChangeConfig;
import dev.keycard.server.testing.TestNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Keys as clients meet them: rotated on a schedule, removed in an emergency, published, and those of others. */
class KeysTest {

    private static final String JWKS = "/.well-known/jwks.json";
    private static final Duration TOO_OLD = Duration.ofHours(2).plusNanos(1);

    @AutoClose
    private final RunningServer server = RunningServer.start();

    @Test
    void rotateEvery_publishes_signs_andRetires_whileEveryTokenLivesToItsEnd() {
        server.user("ada");
        String first = signing(server);
        server.advance(Duration.ofDays(90).minus(Keys.PUBLISH_FOR));
        Pair old = server.signIn("ada");
        Eventually.holds(
                "two keys are published", () -> jwks(server).json().get("keys").size() == 2);
        assertThat(signing(server)).isEqualTo(first);
        profile(server, old).expect(200);

        server.advance(Keys.PUBLISH_FOR);
        assertThat(signing(server)).isNotEqualTo(first);
        Pair fresh = Pair.of(refresh(server, old).expect(200));
        profile(server, fresh).expect(200);
        assertThat(jwks(server).body()).contains(first);

        server.advance(Duration.ofMinutes(6));
        assertThat(jwks(server).body()).doesNotContain(first).contains(signing(server));
    }

    @Test
    void removedKey_isRefusedAtOnceOnThisNode_rememberedOrNot_andRefreshTokensLive() {
        server.user("ada");
        Pair remembered = server.signIn("ada");
        Pair unseen = server.signIn("ada");
        profile(server, remembered).expect(200);
        String removed = signing(server);

        server.node().keycard().keys().remove(removed, now());

        refused(remembered);
        refused(unseen);
        assertThat(jwks(server).body()).doesNotContain(removed).contains(signing(server));
        profile(server, server.signIn("ada")).expect(200);
    }

    @Test
    void removedKey_isRefusedOnAnotherNodeWithinASecond() {
        server.user("ada");
        Pair pair = server.signIn("ada");
        profile(server, pair).expect(200);
        String removed = signing(server);
        long begun;
        try (TestNode elsewhere = server.anotherProcess()) {
            assertThat(elsewhere.keycard().keys().remove(removed, now())).isPresent();
            begun = System.nanoTime();
            Eventually.holds("refused", () -> profile(server, pair).status() == 401);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
        refused(pair);
        assertThat(jwks(server).body()).doesNotContain(removed);
        profile(server, server.signIn("ada")).expect(200);
    }

    @Test
    void removalOfOneKey_leavesTheTokensOfOthersGood() {
        server.user("ada");
        Pair old = server.signIn("ada");
        String first = signing(server);
        server.node().keycard().keys().rotate(Duration.ZERO, now());
        Pair fresh = server.signIn("ada");

        server.node().keycard().keys().remove(first, now());

        refused(old);
        profile(server, fresh).expect(200);
    }

    @Test
    void staleView_asksTheStoreForTheKeys_atEveryDoor() {
        try (RunningServer stale = stale()) {
            stale.user("ada");
            Pair pair = stale.signIn("ada");
            profile(stale, pair).expect(200);
            try (TestNode elsewhere = stale.anotherProcess()) {
                elsewhere.keycard().keys().remove(signing(stale), now());
            }
            profile(stale, pair).expect(200); // The feed has not run: what follows is the store's own word.
            stale.advance(TOO_OLD);
            verify(stale, pair.access()).expect(401, "token_not_valid");
            profile(stale, Pair.of(refresh(stale, pair).expect(200))).expect(200);
            profile(stale, pair).expect(401, "token_not_valid");
            profile(stale, stale.signIn("ada")).expect(200);
        }
    }

    @Test
    void staleView_signsWithNoRemovedKey() {
        try (RunningServer stale = stale()) {
            stale.user("ada");
            try (TestNode elsewhere = stale.anotherProcess()) {
                elsewhere.keycard().keys().remove(signing(stale), now());
                stale.advance(TOO_OLD);
                Pair pair = stale.signIn("ada");
                assertThat(elsewhere.keycard().keys().list()).hasSize(1);
                profile(stale, pair).expect(200);
                refresh(stale, pair).expect(200);
            }
        }
    }

    @Test
    void staleView_withoutTheStore_is503_atEveryDoor() {
        try (RunningServer stale = stale()) {
            stale.user("ada");
            Pair pair = stale.signIn("ada");
            profile(stale, pair).expect(200);
            stale.advance(TOO_OLD);
            stale.node().loseDatabase();
            profile(stale, pair).expect(503, "unavailable");
            refresh(stale, pair).expect(503, "unavailable");
            verify(stale, pair.access()).expect(503, "unavailable");
            verify(stale, pair.refresh()).expect(503, "unavailable");
        }
    }

    @Test
    void jwks_isNotSentAgain_toWhoHasIt() {
        Reply full = jwks(server).expect(200);
        String etag = full.header("ETag");
        assertThat(etag).matches("\"[A-Za-z0-9_-]{43}\"");
        for (String known : new String[] {etag, "W/" + etag, "\"other\", " + etag, "*"}) {
            Reply reply = server.client()
                    .get(JWKS)
                    .header("If-None-Match", known)
                    .send()
                    .expect(304);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.header("ETag")).isEqualTo(etag);
            assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=300");
        }
        server.client().get(JWKS).header("If-None-Match", "\"other\"").send().expect(200);

        server.node().keycard().keys().rotate(Duration.ofHours(1), now());
        server.client().get(JWKS).header("If-None-Match", etag).send().expect(200);
    }

    @Test
    void verifyingKey_letsFormerAccessTokensLive_isNotPublished_andMakesNoRefreshToken() throws Exception {
        ECKey former = new ECKeyGenerator(Curve.P_256).keyID("former-2025").generate();
        OctetKeyPair next = edKey();
        try (RunningServer both =
                RunningServer.start(Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.EdDSA, new Secret(next.toJSONString()))
                        .withVerifyingKeys(new Secret(former.toPublicJWK().toJSONString()))))) {
            both.user("ada");
            assertThat(entry(both, KeyState.VERIFY_ONLY).kid()).isEqualTo("former-2025");
            assertThat(jwks(both).body())
                    .contains(entry(both, KeyState.CONFIGURED).kid())
                    .doesNotContain("former-2025");
            Pair pair = both.signIn("ada");
            profile(both, signedAgain(pair.access(), former)).expect(200);

            String forged = signedAgain(pair.refresh(), former);
            verify(both, forged).expect(401, "token_not_valid");
            refresh(both, new Pair("", forged)).expect(401, "token_not_valid");
            profile(both, Pair.of(refresh(both, pair).expect(200))).expect(200);
        }
        try (RunningServer without = RunningServer.start(
                Config.jwt(jwt -> jwt.withKey(JwsAlgorithm.EdDSA, new Secret(next.toJSONString()))))) {
            without.user("ada");
            Pair pair = without.signIn("ada");
            profile(without, signedAgain(pair.access(), former)).expect(401, "token_not_valid");
        }
    }

    /** The same claims, signed by another key. */
    private static String signedAgain(String token, ECKey key) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build();
        SignedJWT again = new SignedJWT(header, Pair.claims(token));
        again.sign(new ECDSASigner(key));
        return again.serialize();
    }

    private static OctetKeyPair edKey() throws Exception {
        return JWK.parse(SigningKey.generate(JwsAlgorithm.EdDSA, Entropy.secure(), SignatureProvider.jdk())
                        .toPrivateJwkJson())
                .toOctetKeyPair();
    }

    private AuditContext now() {
        return AuditContext.at(server.clock().instant());
    }

    private static RunningServer stale() {
        return RunningServer.start(Config.all(
                Config.change(new ChangeConfig(Duration.ofHours(1), Duration.ofHours(2))),
                Config.jwt(jwt -> jwt.withLifetimes(Duration.ofHours(12), Duration.ofDays(1), Duration.ofDays(30)))));
    }

    /** The access token is refused; the refresh token has another key, and leads to an access token of the present one. */
    private void refused(Pair pair) {
        profile(server, pair).expect(401, "token_not_valid");
        verify(server, pair.access()).expect(401, "token_not_valid");
        verify(server, pair.refresh()).expect(200);
        profile(server, Pair.of(refresh(server, pair).expect(200))).expect(200);
    }

    private static String signing(RunningServer server) {
        return entry(server, KeyState.SIGNING).kid();
    }

    private static KeyEntry entry(RunningServer server, KeyState state) {
        return server.node().keycard().keys().list().stream()
                .filter(key -> key.state() == state)
                .findFirst()
                .orElseThrow();
    }

    private static Reply jwks(RunningServer server) {
        return server.client().get(JWKS).send();
    }

    private static Reply profile(RunningServer server, Pair pair) {
        return profile(server, pair.access());
    }

    private static Reply profile(RunningServer server, String access) {
        return server.client().get("/api/profile/").bearer(access).send();
    }

    private static Reply refresh(RunningServer server, Pair pair) {
        return server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send();
    }

    private static Reply verify(RunningServer server, String token) {
        return server.client().post("/api/token/verify/").json("token", token).send();
    }
}
