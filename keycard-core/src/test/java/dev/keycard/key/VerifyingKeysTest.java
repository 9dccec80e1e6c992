package dev.keycard.key;

import static dev.keycard.key.JwtFixture.CONFIG;
import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.NOW;
import static dev.keycard.key.JwtFixture.accessClaims;
import static dev.keycard.key.JwtFixture.key;
import static dev.keycard.key.JwtFixture.signer;
import static dev.keycard.key.JwtFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code jwt.verifying-keys} */
class VerifyingKeysTest {

    private static final SigningKey RSA = key(JwsAlgorithm.RS256);

    private final TurnedClock clock = new TurnedClock();

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HS256", "HS384", "HS512"})
    void accepts_tokensOfAPublicJwk(JwsAlgorithm algorithm) {
        Keys keys = load(key(algorithm).verification().publicJwkJson().orElseThrow());

        assertThat(accepts(keys, signer(key(algorithm)).sign(accessClaims(), NOW)))
                .isTrue();
        assertThat(keys.list())
                .filteredOn(key -> key.state() == KeyState.VERIFY_ONLY)
                .hasSize(1);
        assertThat(text(keys.current().jwks(NOW))).doesNotContain(key(algorithm).kid());
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "ES256", "ES384", "ES512", "EdDSA"})
    void accepts_tokensOfAPublicPem(JwsAlgorithm algorithm) throws Exception {
        Keys keys = load(publicPem(algorithm));

        assertThat(accepts(keys, signer(key(algorithm)).sign(accessClaims(), NOW)))
                .isTrue();
    }

    @Test
    void keeps_onlyThePublicHalfOfAPrivateKey() {
        Keys keys = load(key(JwsAlgorithm.ES384).toPrivateJwkJson());

        RingKey kept = keys.current().keys().stream()
                .filter(key -> key.source() == RingKey.Source.VERIFY_ONLY)
                .findFirst()
                .orElseThrow();
        assertThat(kept.key().publicJwkJson().orElseThrow()).doesNotContain("\"d\"");
        assertThat(kept.signing()).isNull();
    }

    @Test
    void takes_severalAtOnce_asAListAndAsASet() {
        String set = "{\"keys\":["
                + key(JwsAlgorithm.EdDSA).verification().publicJwkJson().orElseThrow() + ","
                + key(JwsAlgorithm.PS256).verification().publicJwkJson().orElseThrow() + "]}";
        String secret = ENTROPY.secretText();
        Keys keys = load(set, RSA.verification().publicJwkJson().orElseThrow(), "HS256:" + secret);

        for (JwsAlgorithm algorithm : List.of(JwsAlgorithm.EdDSA, JwsAlgorithm.PS256, JwsAlgorithm.RS256)) {
            assertThat(accepts(keys, signer(key(algorithm)).sign(accessClaims(), NOW)))
                    .isTrue();
        }
        SigningKey shared = SigningKey.fromConfigured(JwsAlgorithm.HS256, new Secret(secret), FASTEST);
        assertThat(accepts(keys, signer(shared).sign(accessClaims(), NOW))).isTrue();
        assertThat(keys.list()).hasSize(5);
        assertThat(text(keys.current().jwks(NOW))).doesNotContain(shared.kid()).doesNotContain("\"k\"");
    }

    @Test
    void neverSigns_evenWhenItIsTheOnlyKeyThatHasBegun() {
        Keys keys = load(key(JwsAlgorithm.ES256).toPrivateJwkJson());
        clock.turn(java.time.Duration.ofDays(-1));

        assertThat(keys.current().signer(clock.instant()).kid())
                .isNotEqualTo(key(JwsAlgorithm.ES256).kid());
    }

    @Test
    void pins_rsaWithoutAlgToRs256() throws Exception {
        Keys keys = load(publicPem(JwsAlgorithm.RS256));
        SigningKey sameKeyOtherAlgorithm = SigningKey.of(rsa(), JwsAlgorithm.PS256, FASTEST);

        assertThat(accepts(keys, signer(sameKeyOtherAlgorithm).sign(accessClaims(), NOW)))
                .isFalse();
        assertThat(accepts(keys, signer(RSA).sign(accessClaims(), NOW))).isTrue();
    }

    @Test
    void answers_toItsOwnKid_andToTheOneItHasHere() throws Exception {
        RSAKey named = new RSAKey.Builder(rsa().toRSAKey())
                .keyID("issuer-2024")
                .algorithm(null)
                .build();
        Keys keys = load(named.toPublicJWK().toJSONString());

        assertThat(accepts(keys, withHeader("{\"alg\":\"RS256\",\"kid\":\"issuer-2024\"}")))
                .isTrue();
        assertThat(accepts(keys, withHeader("{\"alg\":\"RS256\",\"kid\":\"" + RSA.kid() + "\"}")))
                .isTrue();
        assertThat(accepts(keys, withHeader("{\"alg\":\"RS256\"}"))).isTrue();
        assertThat(accepts(keys, withHeader("{\"alg\":\"RS256\",\"kid\":\"issuer-2025\"}")))
                .isFalse();
        assertThat(text(keys.current().jwks(NOW))).doesNotContain("issuer-2024", RSA.kid());
    }

    @Test
    void configuredKeyThatIsReplaced_isRefused_unlessItIsListed() {
        SigningKey former = key(JwsAlgorithm.ES256);
        String token = signer(former).sign(accessClaims(), NOW);
        Secret next = new Secret(
                SigningKey.generate(JwsAlgorithm.ES256, ENTROPY, FASTEST).toPrivateJwkJson());
        JwtConfig config = CONFIG.withKey(JwsAlgorithm.ES256, next);

        assertThat(accepts(load(config), token)).isFalse();
        assertThat(accepts(load(config.withVerifyingKeys(new Secret(former.toPrivateJwkJson()))), token))
                .isTrue();
    }

    @Test
    void refuses_theSameKeyOrNameTwice() {
        String jwk = RSA.verification().publicJwkJson().orElseThrow();
        refused("Two keys go by the kid", jwk, jwk);
        String first = key(JwsAlgorithm.ES256).verification().publicJwkJson().orElseThrow();
        refused(
                "Two keys go by the kid",
                jwk.replace(RSA.kid(), "one"),
                first.replace(key(JwsAlgorithm.ES256).kid(), "one"));
    }

    @Test
    void refuses_theKeyThatSigns() {
        Secret signing = new Secret(key(JwsAlgorithm.ES256).toPrivateJwkJson());
        JwtConfig config = CONFIG.withKey(JwsAlgorithm.ES256, signing).withVerifyingKeys(signing);

        assertThatThrownBy(() -> load(config)).hasMessageContaining("Two keys go by the kid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HS256:changemechangemechangemechangeme",
                "HS384:0f1e2d3c4b5a69788796a5b4c3d2e1f0",
                "{\"kty\":\"oct\",\"k\":\"c2hvcnQ\",\"alg\":\"HS256\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
                "{\"kty\":\"oct\"}",
                "{\"keys\":[]}",
                "{\"keys\":1}",
                "{",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
                "nonsense",
                ""
            })
    void refuses_whatIsWeakOrNoKey_withASentence(String text) {
        refused(
                "jwt.verifying-keys: entry 2 ",
                RSA.verification().publicJwkJson().orElseThrow(),
                text);
    }

    @Test
    void refuses_sharedSecretThatDoesNotSayItsAlgorithm() {
        refused("HS256, HS384 and HS512", "{\"kty\":\"oct\",\"k\":\"" + ENTROPY.secretText() + "\"}");
    }

    @Test
    void refuses_algorithmThatDoesNotFitTheKey() {
        String jwk = key(JwsAlgorithm.ES256).verification().publicJwkJson().orElseThrow();
        refused("does not fit ES384", jwk.replace("\"ES256\"", "\"ES384\""));
        refused("does not fit RS256", jwk.replace("\"ES256\"", "\"RS256\""));
        refused("does not fit HS256", jwk.replace("\"ES256\"", "\"HS256\""));
        refused("not supported", jwk.replace("\"ES256\"", "\"none\""));
    }

    @Test
    void refuses_rsaExponentOne() {
        String n = Base64Url.encode(ENTROPY.bytes(256));
        refused("exponent", "{\"kty\":\"RSA\",\"n\":\"_" + n.substring(1) + "\",\"e\":\"AQ\"}");
    }

    @Test
    void refuses_kidThatCanBeSpelledInManyWays() {
        String jwk = RSA.verification().publicJwkJson().orElseThrow();
        refused("kid", jwk.replace(RSA.kid(), "a\\\"b"));
        refused("kid", jwk.replace(RSA.kid(), "x".repeat(129)));
    }

    private void refused(String why, String... entries) {
        assertThatThrownBy(() -> load(entries))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageContaining(why)
                .hasNoCause();
    }

    private Keys load(String... entries) {
        return load(
                CONFIG.withVerifyingKeys(Arrays.stream(entries).map(Secret::new).toArray(Secret[]::new)));
    }

    private Keys load(JwtConfig config) {
        return Keys.load(new InMemoryKeyStore(), new SealingKey(ENTROPY.bytes(32)), config, FASTEST, ENTROPY, clock);
    }

    private static boolean accepts(Keys keys, String token) {
        return new JwtVerifier(() -> keys.current().ring(), CONFIG.verification()).verify(token, NOW)
                instanceof Verification.Verified;
    }

    private static String withHeader(String header) {
        return JwtFixture.forge(header, JwtFixture.foreignPayload(), RSA);
    }

    private static JWK rsa() throws Exception {
        return JWK.parse(RSA.toPrivateJwkJson().replace("\"alg\":\"RS256\",", ""));
    }

    private static String publicPem(JwsAlgorithm algorithm) throws Exception {
        JWK jwk = JWK.parse(key(algorithm).toPrivateJwkJson());
        byte[] der = switch (algorithm.family()) {
            case EC -> jwk.toECKey().toPublicKey().getEncoded();
            case ED25519 -> EdKeys.publicKey(jwk).getEncoded();
            default -> jwk.toRSAKey().toPublicKey().getEncoded();
        };
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"enc\"",
                "\"key_ops\":[\"sign\"]",
                "\"key_ops\":[\"encrypt\"]",
                "\"key_ops\":[\"verify\",\"encrypt\"]"
            })
    void refuses_keysThatAreNotForVerifying(String purpose) throws Exception {
        String jwk = ConfiguredKeyTest.withPurpose(JwsAlgorithm.ES256, purpose);
        refused("key_ops", jwk);
        refused("key_ops", JWK.parse(jwk).toPublicJWK().toJSONString());
    }

    @Test
    void refuses_keysWhoseUseAndOperationsContradictEachOther() {
        for (String purpose :
                new String[] {"\"use\":\"enc\",\"key_ops\":[\"verify\"]", "\"use\":\"sig\",\"key_ops\":[\"encrypt\"]"
                }) {
            refused("cannot be read", ConfiguredKeyTest.withPurpose(JwsAlgorithm.ES256, purpose));
        }
    }

    @Test
    void takes_keysThatAreForVerifying_andPassesOverOthersOfASet() throws Exception {
        String verify = ConfiguredKeyTest.withPurpose(JwsAlgorithm.ES256, "\"key_ops\":[\"verify\"]");
        String encrypt = ConfiguredKeyTest.withPurpose(JwsAlgorithm.ES384, "\"key_ops\":[\"deriveKey\"]");
        Keys keys = load("{\"keys\":[" + JWK.parse(encrypt).toPublicJWK().toJSONString() + ","
                + JWK.parse(verify).toPublicJWK().toJSONString() + "]}");
        assertThat(accepts(keys, signer(key(JwsAlgorithm.ES256)).sign(accessClaims(), NOW)))
                .isTrue();
        assertThat(accepts(keys, signer(key(JwsAlgorithm.ES384)).sign(accessClaims(), NOW)))
                .isFalse();
    }

    @Test
    void refuses_exampleKeys_andThoseWithTheRocaWeakness() {
        refused("CVE-2017-15361", ConfiguredKeyTest.rocaKey().toPublicJWK().toJSONString());
        refused("example", "HS256:hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg");
        refused("example", "{\"kty\":\"oct\",\"alg\":\"HS256\",\"k\":\"hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg\"}");
        refused(
                "public document",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0\","
                        + "\"y\":\"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps\"}");
    }
}
