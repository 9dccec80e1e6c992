package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.CONFIG;
import static dev.keycard.jwt.JwtFixture.FASTEST;
import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.accessToken;
import static dev.keycard.jwt.JwtFixture.foreignPayload;
import static dev.keycard.jwt.JwtFixture.forge;
import static dev.keycard.jwt.JwtFixture.key;
import static dev.keycard.jwt.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header chooses among known keys, and nothing else. */
class JwtVerifierHeaderTest {

    private static final TestKey KEY = key(JwsAlgorithm.ES256);
    private static final String KID = KEY.kid();

    private static Verification verify(String header) {
        return verifier(KEY).verify(forge(header, foreignPayload(), KEY), NOW);
    }

    private static void refused(String header, JwtError reason) {
        assertThat(verify(header)).isEqualTo(new Verification.Invalid(reason));
    }

    @Test
    void accepts_tokenThatNamesTheKey() {
        assertThat(verify("{\"alg\":\"ES256\",\"kid\":\"" + KID + "\"}")).isInstanceOf(Verification.Verified.class);
        assertThat(verify("{\"kid\":\"" + KID + "\", \"typ\":\"jwt\", \"alg\":\"ES256\"}"))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void accepts_tokenWithoutKidWhenOneKeyFits() {
        assertThat(verify("{\"alg\":\"ES256\"}")).isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refuses_tokenWithoutKidWhenTwoKeysFit() {
        TestKey other = TestKey.generate(JwsAlgorithm.ES256);
        KeyRing both = JwtFixture.ring(KEY, other);
        String token = forge("{\"alg\":\"ES256\"}", foreignPayload(), KEY);
        assertThat(new JwtVerifier(() -> both, CONFIG).verify(token, NOW))
                .isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
    }

    @Test
    void refuses_unknownKid() {
        refused("{\"alg\":\"ES256\",\"kid\":\"another\"}", JwtError.UNKNOWN_KEY);
        refused("{\"alg\":\"ES256\",\"kid\":\"" + KID.toLowerCase(java.util.Locale.ROOT) + "\"}", JwtError.UNKNOWN_KEY);
        refused("{\"alg\":\"ES256\",\"kid\":\"../../" + KID + "\"}", JwtError.UNKNOWN_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1", "true", "{}", "[\"x\"]", "\"\""})
    void refuses_kidThatIsNoText(String kid) {
        refused("{\"alg\":\"ES256\",\"kid\":" + kid + "}", JwtError.MALFORMED);
    }

    @Test
    void refuses_longKid() {
        refused("{\"alg\":\"ES256\",\"kid\":\"" + "k".repeat(129) + "\"}", JwtError.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "None",
                "NONE",
                "nOnE",
                "",
                "es256",
                "ES256 ",
                "ES256K",
                "HS1",
                "RSA-OAEP",
                "dir",
                "A128GCM"
            })
    void refuses_algorithmThatIsNone(String alg) {
        refused("{\"alg\":\"" + alg + "\",\"kid\":\"" + KID + "\"}", JwtError.UNSUPPORTED);
    }

    @Test
    void refuses_unsignedToken() {
        String input = Base64Url.encode("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                + '.'
                + Base64Url.encode(foreignPayload().getBytes(StandardCharsets.UTF_8));
        assertThat(verifier(KEY).verify(input + '.', NOW)).isEqualTo(new Verification.Invalid(JwtError.MALFORMED));
        assertThat(verifier(KEY).verify(input + ".AAAA", NOW))
                .isEqualTo(new Verification.Invalid(JwtError.UNSUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":1}", "{\"alg\":[\"ES256\"]}", "{\"ALG\":\"ES256\"}"})
    void refuses_headerWithoutAlgorithm(String header) {
        refused(header, JwtError.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(value = JwsAlgorithm.class, mode = EnumSource.Mode.EXCLUDE, names = "ES256")
    void refuses_otherAlgorithmThanTheKeys(JwsAlgorithm other) {
        refused("{\"alg\":\"" + other + "\",\"kid\":\"" + KID + "\"}", JwtError.UNKNOWN_KEY);
        refused("{\"alg\":\"" + other + "\"}", JwtError.UNKNOWN_KEY);
    }

    @Test
    void refuses_publicKeyUsedAsSharedSecret() throws Exception {
        TestKey rsa = key(JwsAlgorithm.RS256);
        JWK published = JWK.parse(rsa.verification().publicJwkJson().orElseThrow());
        for (byte[] asSecret : List.of(
                published.toRSAKey().toPublicKey().getEncoded(),
                rsa.verification().publicJwkJson().orElseThrow().getBytes(StandardCharsets.UTF_8),
                published.toRSAKey().getModulus().decode())) {
            TestKey attacker = TestKey.of(new OctetSequenceKey.Builder(asSecret).build(), JwsAlgorithm.HS256, FASTEST);
            for (String kid : List.of("", ",\"kid\":\"" + rsa.kid() + "\"")) {
                String token = forge("{\"alg\":\"HS256\"" + kid + "}", foreignPayload(), attacker);
                assertThat(verifier(rsa).verify(token, NOW)).isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
            }
        }
    }

    @Test
    void refuses_pssWhereTheKeyIsForPkcs1() throws Exception {
        TestKey rsa = key(JwsAlgorithm.RS256);
        TestKey sameKeyOtherPadding = TestKey.of(rsa.jwk(), JwsAlgorithm.PS256, FASTEST);
        String token =
                forge("{\"alg\":\"PS256\",\"kid\":\"" + rsa.kid() + "\"}", foreignPayload(), sameKeyOtherPadding);
        assertThat(verifier(rsa).verify(token, NOW)).isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"crit\":[\"exp\"]",
                "\"crit\":[]",
                "\"crit\":null",
                "\"b64\":false",
                "\"b64\":true",
                "\"jwk\":{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "\"jku\":\"https://attacker.test/jwks\"",
                "\"x5u\":\"https://attacker.test/cert\"",
                "\"x5c\":[\"AAAA\"]"
            })
    void refuses_extensionsAndKeysThatTheTokenBrings(String member) {
        refused("{\"alg\":\"ES256\",\"kid\":\"" + KID + "\"," + member + "}", JwtError.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"JOSE\"", "\"at+jwt\"", "\"\"", "null", "1", "\"JWT \"", "\"application/jwt\""})
    void refuses_otherTypes(String typ) {
        refused("{\"alg\":\"ES256\",\"typ\":" + typ + "}", JwtError.UNSUPPORTED);
    }

    @Test
    void ignores_unknownMembers() {
        assertThat(verify("{\"alg\":\"ES256\",\"x5t\":\"AAAA\",\"unheard\":{\"of\":1}}"))
                .isInstanceOf(Verification.Verified.class);
    }

    @Test
    void refuses_keyThatHasRetired() {
        KeyRing ring = new KeyRing(List.of(new TrustedKey(KEY.verification(), true, NOW.plusSeconds(60))));
        JwtVerifier verifier = new JwtVerifier(() -> ring, CONFIG);
        String own = accessToken(KEY);
        String foreign = forge("{\"alg\":\"ES256\"}", foreignPayload(), KEY);
        for (String token : List.of(own, foreign)) {
            assertThat(verifier.verify(token, NOW.plusSeconds(59))).isInstanceOf(Verification.Verified.class);
            assertThat(verifier.verify(token, NOW.plusSeconds(60)))
                    .isEqualTo(new Verification.Invalid(JwtError.UNKNOWN_KEY));
        }
    }
}
