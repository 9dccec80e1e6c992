package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.accessToken;
import static dev.keycard.jwt.JwtFixture.foreignPayload;
import static dev.keycard.jwt.JwtFixture.forge;
import static dev.keycard.jwt.JwtFixture.key;
import static dev.keycard.jwt.JwtFixture.payload;
import static dev.keycard.jwt.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a compact JWS of strict JSON is refused, whoever signed it. */
class JwtVerifierFormTest {

    private static final TestKey KEY = key(JwsAlgorithm.HS256);
    private static final String HEADER = "{\"alg\":\"HS256\"}";
    private static final String GOOD = accessToken(KEY);

    private final JwtVerifier verifier = verifier(KEY);

    private JwtError reason(String token) {
        Verification outcome = verifier.verify(token, NOW);
        assertThat(outcome).isInstanceOf(Verification.Invalid.class);
        return ((Verification.Invalid) outcome).reason();
    }

    @Test
    void accepts_whatTheTestsMutate() {
        assertThat(verifier.verify(GOOD, NOW)).isInstanceOf(Verification.Verified.class);
        assertThat(verifier.verify(forge(HEADER, foreignPayload(), KEY), NOW))
                .isInstanceOf(Verification.Verified.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "a",
                "a.b",
                ".a.b",
                "a..b",
                "a.b.",
                "a.b.c.d",
                "a.b.c.d.e",
                "{}",
                " ",
                "\u0000"
            })
    void refuses_whatHasNotThreeParts(String token) {
        assertThat(reason(token)).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_jsonSerialisation() {
        String[] parts = GOOD.split("\\.", -1);
        assertThat(reason("{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\""
                        + parts[2] + "\"}"))
                .isEqualTo(JwtError.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", " ", "\n", "\r\n", "\t", ".", "\u00e9", "\u0141", "%3D"})
    void refuses_anythingAppended(String tail) {
        assertThat(reason(GOOD + tail)).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_whitespaceInFrontOrInside() {
        assertThat(reason(" " + GOOD)).isEqualTo(JwtError.MALFORMED);
        assertThat(reason(GOOD.replaceFirst("\\.", ".\n"))).isEqualTo(JwtError.MALFORMED);
        assertThat(reason("Bearer " + GOOD)).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_signatureWithStrayBitsInItsLastCharacter() {
        char last = GOOD.charAt(GOOD.length() - 1);
        char twin = (char) (last + 1);
        String variant = GOOD.substring(0, GOOD.length() - 1) + twin;
        assertThat(Base64.getUrlDecoder().decode(variant.substring(variant.lastIndexOf('.') + 1)))
                .isEqualTo(Base64.getUrlDecoder().decode(GOOD.substring(GOOD.lastIndexOf('.') + 1)));
        assertThat(reason(variant)).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_ordinaryBase64() {
        byte[] bytes = {(byte) 0xfb, (byte) 0xff, (byte) 0xfe};
        String[] parts = GOOD.split("\\.", -1);
        assertThat(reason(parts[0] + '.' + parts[1] + '.' + Base64.getEncoder().encodeToString(bytes)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_moreThanEightKibibytes() {
        String large = forge(HEADER, payload("\"user_id\":1,\"x\":\"" + "y".repeat(6200) + "\""), KEY);
        assertThat(large.length()).isGreaterThan(8192);
        assertThat(reason(large)).isEqualTo(JwtError.TOO_LARGE);
        assertThat(reason("a".repeat(10_000_000))).isEqualTo(JwtError.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{}{}",
                "{} ",
                "{'alg':'HS256'}",
                "{\"alg\":\"HS256\",}",
                "{\"alg\":\"HS256\"}x",
                "/**/{\"alg\":\"HS256\"}",
                "{alg:\"HS256\"}",
                "{\"alg\":NaN}",
                "{\"alg\":\"HS256\"",
                "{\"alg\":\"HS256\",\"alg\":\"HS256\"}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"\\u0061lg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"x\":{\"a\":1,\"a\":1}}",
                "\ufeff{\"alg\":\"HS256\"}"
            })
    void refuses_headerThatIsNoStrictObject(String header) {
        assertThat(reason(forge(header, foreignPayload(), KEY))).isEqualTo(JwtError.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":Infinity}"
            })
    void refuses_payloadThatIsNoStrictObject(String payload) {
        assertThat(reason(forge(HEADER, payload, KEY))).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_tokenWithTwoExpMembers() {
        assertThat(reason(forge(HEADER, payload("\"user_id\":1,\"exp\":9999999999"), KEY)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_tokenWithTwoMembersOfOneNameInsideAnother() {
        assertThat(reason(forge(HEADER, payload("\"user_id\":1,\"x\":[{\"a\":1,\"a\":1}]"), KEY)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_nestingBeyondSixteen() {
        String deepest = "[".repeat(15) + "]".repeat(15);
        assertThat(verifier.verify(forge(HEADER, payload("\"user_id\":1,\"x\":" + deepest), KEY), NOW))
                .isInstanceOf(Verification.Verified.class);
        assertThat(reason(forge(HEADER, payload("\"user_id\":1,\"x\":[" + deepest + "]"), KEY)))
                .isEqualTo(JwtError.MALFORMED);
        assertThat(reason(forge(HEADER, "[".repeat(6000), KEY))).isIn(JwtError.MALFORMED, JwtError.TOO_LARGE);
        assertThat(reason(forge("{\"a\":".repeat(1000), "{}", KEY))).isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_numbersThatNoFieldHolds() {
        assertThat(reason(forge(HEADER, payload("\"user_id\":1,\"x\":1e400"), KEY)))
                .isEqualTo(JwtError.MALFORMED);
        assertThat(reason(forge(HEADER, payload("\"user_id\":1,\"x\":" + "9".repeat(100)), KEY)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_overlongAndBrokenUtf8() {
        byte[] overlong = payload("\"user_id\":1,\"x\":\"??\"").getBytes(StandardCharsets.US_ASCII);
        overlong[overlong.length - 4] = (byte) 0xc1;
        overlong[overlong.length - 3] = (byte) 0x81;
        assertThat(reason(forge(HEADER.getBytes(StandardCharsets.US_ASCII), overlong, KEY)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_utf16() {
        assertThat(reason(forge(
                        HEADER.getBytes(StandardCharsets.US_ASCII),
                        foreignPayload().getBytes(StandardCharsets.UTF_16BE),
                        KEY)))
                .isEqualTo(JwtError.MALFORMED);
    }

    @Test
    void refuses_payloadOfAnotherToken() {
        String[] mine = GOOD.split("\\.", -1);
        String other = Base64Url.encode(foreignPayload().getBytes(StandardCharsets.UTF_8));
        assertThat(reason(mine[0] + '.' + other + '.' + mine[2])).isEqualTo(JwtError.BAD_SIGNATURE);
    }

    @Test
    void refuses_badSignatureBeforeItLooksAtTheClaims() {
        String[] mine = forge(HEADER, "not json at all", KEY).split("\\.", -1);
        assertThat(reason(mine[0] + '.' + mine[1] + '.' + GOOD.split("\\.", -1)[2]))
                .isEqualTo(JwtError.BAD_SIGNATURE);
    }
}
