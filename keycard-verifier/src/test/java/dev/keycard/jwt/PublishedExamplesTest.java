package dev.keycard.jwt;

import static dev.keycard.jwt.JwtFixture.FASTEST;
import static dev.keycard.jwt.JwtFixture.JDK;
import static dev.keycard.jwt.JwtFixture.NOW;
import static dev.keycard.jwt.JwtFixture.text;
import static dev.keycard.jwt.JwtFixture.verifier;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The examples of the standards, read as they are printed. Their keys are public, so they pass no look at their strength. */
public class PublishedExamplesTest {

    public static final String A1_SECRET =
            "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    private static final String CLAIMS =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    private static final String A1 =
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + CLAIMS + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String A2 = "eyJhbGciOiJSUzI1NiJ9." + CLAIMS + "."
            + "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7"
            + "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4"
            + "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7"
            + "K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOP"
            + "qvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmt"
            + "VrBp0igcN_IoypGlUPQGe77Rw";
    private static final String A3 = "eyJhbGciOiJFUzI1NiJ9." + CLAIMS
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    private static final String A4 = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
            + "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZq"
            + "wqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8Kp"
            + "EHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
    private static final String RFC_8037_A4 = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
            + "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    public static OctetSequenceKey a1Key() {
        return new OctetSequenceKey.Builder(Base64URL.from(A1_SECRET)).build();
    }

    public static RSAKey a2Key() {
        Base64URL n =
                Base64URL.from("ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1"
                        + "Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSH"
                        + "SXndS5z5rexMdbBYUs"
                        + "LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK"
                        + "-DWNmoudF8NAco9_h9"
                        + "iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ");
        Base64URL d =
                Base64URL.from("Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwV"
                        + "ol2NXOoAJe46sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn"
                        + "439X0M_V51gfpRLI9J"
                        + "YanrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDV"
                        + "ZFD9pIuhLhBOneufuB"
                        + "iB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ");
        Base64URL p =
                Base64URL.from("4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0H"
                        + "w_Py5PJdTJNPY8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc");
        Base64URL q =
                Base64URL.from("uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7T"
                        + "jeLQeZD_YwD66t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc");
        BigInteger pValue = p.decodeToBigInteger();
        BigInteger qValue = q.decodeToBigInteger();
        BigInteger dValue = d.decodeToBigInteger();
        return new RSAKey.Builder(n, Base64URL.from("AQAB"))
                .privateExponent(d)
                .firstPrimeFactor(p)
                .secondPrimeFactor(q)
                .firstFactorCRTExponent(Base64URL.encode(dValue.mod(pValue.subtract(BigInteger.ONE))))
                .secondFactorCRTExponent(Base64URL.encode(dValue.mod(qValue.subtract(BigInteger.ONE))))
                .firstCRTCoefficient(Base64URL.encode(qValue.modInverse(pValue)))
                .build();
    }

    public static ECKey a3Key() {
        return new ECKey.Builder(
                        Curve.P_256,
                        Base64URL.from("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
                        Base64URL.from("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"))
                .d(Base64URL.from("jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"))
                .build();
    }

    public static ECKey a4Key() {
        return new ECKey.Builder(
                        Curve.P_521,
                        Base64URL.from(
                                "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk"),
                        Base64URL.from(
                                "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"))
                .d(Base64URL.from(
                        "AY5pb7A0UFiB3RELSD64fTLOSV_jazdF7fLYyuTw8lOfRhWg6Y6rUrPAxerEzgdRhajnu0ferB0d53vM9mE15j2C"))
                .build();
    }

    public static OctetKeyPair rfc8037Key() {
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.from("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"))
                .d(Base64URL.from("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"))
                .build();
    }

    private static void verifies(JWK jwk, JwsAlgorithm algorithm, String token) throws InvalidJwtException {
        CompactJws jws = CompactJws.split(token);
        JoseHeader header = JoseHeader.read(CompactJws.decode(jws.header()));
        for (SignatureProvider provider : List.of(JDK, FASTEST)) {
            TestKey key = TestKey.of(jwk, algorithm, provider);
            assertThat(header.algorithm()).isEqualTo(algorithm);
            assertThat(key.verification().verify(jws.signingInput(), jws.signature()))
                    .isTrue();
        }
    }

    private static byte[] signed(JWK jwk, JwsAlgorithm algorithm, String token) throws InvalidJwtException {
        return TestKey.of(jwk, algorithm, FASTEST).sign(CompactJws.split(token).signingInput());
    }

    @Test
    void verifies_hs256_rfc7515_a1() throws InvalidJwtException {
        verifies(a1Key(), JwsAlgorithm.HS256, A1);
        assertThat(signed(a1Key(), JwsAlgorithm.HS256, A1))
                .isEqualTo(CompactJws.split(A1).signature());
    }

    @Test
    void verifies_rs256_rfc7515_a2() throws InvalidJwtException {
        verifies(a2Key(), JwsAlgorithm.RS256, A2);
        assertThat(signed(a2Key(), JwsAlgorithm.RS256, A2))
                .isEqualTo(CompactJws.split(A2).signature());
    }

    @Test
    void verifies_es256_rfc7515_a3() throws InvalidJwtException {
        verifies(a3Key(), JwsAlgorithm.ES256, A3);
    }

    @Test
    void verifies_es512_rfc7515_a4() throws InvalidJwtException {
        verifies(a4Key(), JwsAlgorithm.ES512, A4);
        assertThat(text(CompactJws.split(A4).payload())).isEqualTo("Payload");
    }

    @Test
    void verifies_ed25519_rfc8037_a4() throws InvalidJwtException {
        verifies(rfc8037Key(), JwsAlgorithm.EdDSA, RFC_8037_A4);
        assertThat(signed(rfc8037Key(), JwsAlgorithm.EdDSA, RFC_8037_A4))
                .isEqualTo(CompactJws.split(RFC_8037_A4).signature());
    }

    @Test
    void reads_claimsOfRfc7519() throws InvalidJwtException {
        assertThat(Claims.read(CompactJws.split(A1).payload()).all())
                .isEqualTo(Map.of("iss", "joe", "exp", 1300819380L, "http://example.com/is_root", true));
    }

    @Test
    void refuses_exampleTokenOfRfc7519_forWhatKeycardNeeds() {
        TestKey key = TestKey.of(a1Key(), JwsAlgorithm.HS256, FASTEST);
        Instant inTime = Instant.ofEpochSecond(1300819379);
        assertThat(verifier(key).verify(A1, inTime)).isEqualTo(new Verification.Invalid(JwtError.MISSING_CLAIM));
        assertThat(verifier(key).verify(A1, NOW)).isEqualTo(new Verification.Invalid(JwtError.EXPIRED));
    }

    @Test
    void refuses_unsecuredExampleOfRfc7519() {
        TestKey key = TestKey.of(a1Key(), JwsAlgorithm.HS256, FASTEST);
        assertThat(verifier(key).verify("eyJhbGciOiJub25lIn0." + CLAIMS + ".", NOW))
                .isEqualTo(new Verification.Invalid(JwtError.MALFORMED));
    }

    @Test
    void names_keysByTheirThumbprint_rfc7638_rfc8037() {
        assertThat(TestKey.of(rfc8037Key(), JwsAlgorithm.EdDSA, FASTEST).kid())
                .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assertThat(TestKey.of(a3Key(), JwsAlgorithm.ES256, FASTEST).kid())
                .isEqualTo("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    @Test
    void computes_thumbprintOfRfc7638() throws Exception {
        RSAKey example = new RSAKey.Builder(
                        Base64URL.from(
                                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1"
                                        + "L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXA"
                                        + "rwl93lqt7_RN5w6Cf0h4QyQ5v-65"
                                        + "YGjQR0_FDW2QvzqY"
                                        + "368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbIS"
                                        + "D08qNLyrdkt-bFTWhAI4vMQFh6We"
                                        + "Zu0fM4lFd2NcRwr3"
                                        + "XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"),
                        Base64URL.from("AQAB"))
                .build();
        assertThat(example.computeThumbprint()).hasToString("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    }
}
