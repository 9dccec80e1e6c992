package dev.keycard.key;

import static dev.keycard.key.JwtFixture.ENTROPY;
import static dev.keycard.key.JwtFixture.FASTEST;
import static dev.keycard.key.JwtFixture.JDK;
import static dev.keycard.key.JwtFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.PublishedExamplesTest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of {@code jwt.signing-key}, and what is refused with a sentence that helps. */
class ConfiguredKeyTest {

    private static final byte[] INPUT = {1, 2, 3};

    private static SigningKey read(JwsAlgorithm algorithm, String text) {
        return SigningKey.fromConfigured(algorithm, new Secret(text), FASTEST);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(JwsAlgorithm algorithm, String text) {
        AbstractThrowableAssert<?, ? extends Throwable> refusal = assertThatThrownBy(() -> read(algorithm, text))
                .isInstanceOf(SigningKeyException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("jwt.signing-key ")
                .hasNoCause();
        String content = text.substring(text.indexOf(':') + 1);
        if (content.length() > 8) {
            refusal.hasMessageNotContaining(content.substring(0, 8));
        }
        return refusal;
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    private static byte[] pkcs8(JwsAlgorithm algorithm) throws Exception {
        JWK jwk = JWK.parse(key(algorithm).toPrivateJwkJson());
        return switch (algorithm.family()) {
            case EC -> jwk.toECKey().toPrivateKey().getEncoded();
            case ED25519 -> EdKeys.privateKey(jwk).getEncoded();
            default -> jwk.toRSAKey().toPrivateKey().getEncoded();
        };
    }

    private static void isTheKeyOf(JwsAlgorithm algorithm, SigningKey key) {
        assertThat(key.kid()).isEqualTo(key(algorithm).kid());
        assertThat(key(algorithm).verification().verify(INPUT, key.sign(INPUT))).isTrue();
    }

    @Test
    void reads_sharedSecretAsTextAndAsBytes() {
        byte[] bytes = ENTROPY.bytes(48);
        String text = Base64.getEncoder().encodeToString(bytes);
        byte[] ofText = text.getBytes(StandardCharsets.UTF_8);
        assertThat(read(JwsAlgorithm.HS384, text).kid())
                .isEqualTo(secretKey(ofText).kid());
        assertThat(read(JwsAlgorithm.HS384, "base64:" + text).kid())
                .isEqualTo(secretKey(bytes).kid());
        assertThat(read(JwsAlgorithm.HS384, "base64url:" + Base64Url.encode(bytes))
                        .kid())
                .isEqualTo(secretKey(bytes).kid());
    }

    private static SigningKey secretKey(byte[] bytes) {
        return SigningKey.of(new OctetSequenceKey.Builder(bytes).build(), JwsAlgorithm.HS384, JDK);
    }

    @Test
    void reads_thirtyTwoHexadecimalCharacters() {
        String hex = HexFormat.of().formatHex(ENTROPY.bytes(16));
        assertThat(read(JwsAlgorithm.HS256, hex).algorithm()).isEqualTo(JwsAlgorithm.HS256);
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
    void reads_pkcs8(JwsAlgorithm algorithm) throws Exception {
        String pem = pem("PRIVATE KEY", pkcs8(algorithm));
        isTheKeyOf(algorithm, read(algorithm, pem));
        isTheKeyOf(algorithm, read(algorithm, "\n  " + pem.replace("\n", "\r\n")));
        isTheKeyOf(algorithm, read(algorithm, pem.strip().replace("\n", "\\n")));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HS256", "HS384", "HS512"})
    void reads_privateJwk(JwsAlgorithm algorithm) {
        isTheKeyOf(algorithm, read(algorithm, key(algorithm).toPrivateJwkJson()));
    }

    @Test
    void reads_olderPemForms() throws Exception {
        PrivateKeyInfo ec = PrivateKeyInfo.getInstance(pkcs8(JwsAlgorithm.ES256));
        org.bouncycastle.asn1.sec.ECPrivateKey bare =
                org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(ec.parsePrivateKey());
        org.bouncycastle.asn1.sec.ECPrivateKey old = new org.bouncycastle.asn1.sec.ECPrivateKey(
                256, bare.getKey(), ec.getPrivateKeyAlgorithm().getParameters());
        String parameters = pem(
                "EC PARAMETERS",
                ec.getPrivateKeyAlgorithm().getParameters().toASN1Primitive().getEncoded());
        isTheKeyOf(JwsAlgorithm.ES256, read(JwsAlgorithm.ES256, parameters + pem("EC PRIVATE KEY", old.getEncoded())));
        PrivateKeyInfo rsa = PrivateKeyInfo.getInstance(pkcs8(JwsAlgorithm.RS256));
        isTheKeyOf(
                JwsAlgorithm.RS256,
                read(
                        JwsAlgorithm.RS256,
                        pem(
                                "RSA PRIVATE KEY",
                                rsa.parsePrivateKey().toASN1Primitive().getEncoded())));
    }

    @Test
    void refuses_secretShorterThanTheHash() {
        String text = Base64Url.encode(ENTROPY.bytes(63));
        refused(JwsAlgorithm.HS256, "base64url:" + Base64Url.encode(ENTROPY.bytes(31)))
                .hasMessageContaining("at least 32");
        refused(JwsAlgorithm.HS384, "base64url:" + Base64Url.encode(ENTROPY.bytes(47)))
                .hasMessageContaining("at least 48");
        refused(JwsAlgorithm.HS512, "base64url:" + text)
                .hasMessageContaining("has 63 bytes")
                .hasMessageContaining("at least 64")
                .hasMessageContaining("openssl rand");
        refused(JwsAlgorithm.HS256, "").hasMessageContaining("empty");
        refused(JwsAlgorithm.HS256, "your-256-bit-secret").hasMessageContaining("at least 32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a-string-secret-at-least-256-bits-long",
                "changemechangemechangemechangeme",
                "CHANGE_ME-9f3b2c7d8e1a4f5066778899aabb",
                "secret-3b9d1f7a2c8e4b6d0f5a7c9e1b3d5f70",
                "django-insecure-9q0!w8e7r6t5y4u3i2o1p0aZsXdCfVgBhN",
                "my super Secret key for the jwt tokens!",
                "PaSsWoRd-PaSsWoRd-0123456789-abcdefgh",
                "this-is-an-example-key-with-40-characters",
                PublishedExamplesTest.A1_SECRET,
                "base64url:" + PublishedExamplesTest.A1_SECRET,
                "base64:Y2hhbmdlbWVjaGFuZ2VtZWNoYW5nZW1lY2hhbmdlbWUxMjM0NTY3ODk="
            })
    void refuses_examplesAndPlaceholders(String secret) {
        refused(JwsAlgorithm.HS256, secret)
                .hasMessageContaining("example or a placeholder")
                .hasMessageContaining("openssl rand");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "abababababababababababababababababababab",
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdefghijklmnopqrstuvwxyz",
                "11112222333344445555666677778888",
                "qwertyuiopqwertyuiopqwertyuiopqwertyuiop",
                "base64:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "00000000000000000000000000000001"
            })
    void refuses_regularSecrets(String secret) {
        refused(JwsAlgorithm.HS256, secret).hasMessageContaining("too regular");
    }

    @Test
    void accepts_randomSecretsOfEachForm() {
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = ENTROPY.bytes(32);
            SigningKeyStrength.check(new OctetSequenceKey.Builder(bytes).build(), JwsAlgorithm.HS256);
            byte[] hex = HexFormat.of().formatHex(ENTROPY.bytes(16)).getBytes(StandardCharsets.US_ASCII);
            SigningKeyStrength.check(new OctetSequenceKey.Builder(hex).build(), JwsAlgorithm.HS256);
        }
        assertThat(read(JwsAlgorithm.HS256, Base64Url.encode(ENTROPY.bytes(32))).kid())
                .hasSize(22);
    }

    @Test
    void refuses_blankAroundASecret() {
        refused(JwsAlgorithm.HS256, ENTROPY.secretText() + "\n").hasMessageContaining("white space");
    }

    @Test
    void refuses_brokenEncodings() {
        refused(JwsAlgorithm.HS256, "base64:***").hasMessageContaining("not base64");
        refused(JwsAlgorithm.HS256, "base64url:ab==").hasMessageContaining("base64url");
        refused(JwsAlgorithm.ES256, "{\"kty\":\"EC\"}").hasMessageContaining("JWK");
        refused(JwsAlgorithm.ES256, "not a key").hasMessageContaining("neither");
        refused(JwsAlgorithm.ES256, pem("PRIVATE KEY", new byte[] {1, 2, 3})).hasMessageContaining("openssl pkcs8");
        refused(JwsAlgorithm.ES256, pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}))
                .hasMessageContaining("openssl pkcs8");
        refused(JwsAlgorithm.ES256, "-----BEGIN PRIVATE KEY-----\nAAAA").hasMessageContaining("openssl pkcs8");
    }

    @Test
    void refuses_keyOfAnotherKindAsSharedSecret() throws Exception {
        refused(JwsAlgorithm.HS256, pem("PRIVATE KEY", pkcs8(JwsAlgorithm.ES256)))
                .hasMessageContaining("shared secret");
        refused(
                        JwsAlgorithm.HS256,
                        key(JwsAlgorithm.RS256).verification().publicJwkJson().orElseThrow())
                .hasMessageContaining("shared secret");
    }

    @ParameterizedTest
    @EnumSource(names = {"ES384", "ES512", "EdDSA", "RS256", "PS256"})
    void refuses_keyOfAnotherAlgorithm(JwsAlgorithm algorithm) throws Exception {
        refused(algorithm, pem("PRIVATE KEY", pkcs8(JwsAlgorithm.ES256)))
                .hasMessageContaining("does not fit jwt.algorithm " + algorithm);
    }

    @Test
    void refuses_jwkOfAnotherAlgorithmOrUse() {
        refused(JwsAlgorithm.RS256, key(JwsAlgorithm.PS256).toPrivateJwkJson())
                .hasMessageContaining("declares another");
        refused(JwsAlgorithm.ES256, key(JwsAlgorithm.ES256).toPrivateJwkJson().replace("\"sig\"", "\"enc\""))
                .hasMessageContaining("declares another");
        refused(JwsAlgorithm.ES256, key(JwsAlgorithm.HS256).toPrivateJwkJson().replace(",\"alg\":\"HS256\"", ""))
                .hasMessageContaining("does not fit");
    }

    @Test
    void refuses_publicKeys() throws Exception {
        refused(
                        JwsAlgorithm.ES256,
                        key(JwsAlgorithm.ES256).verification().publicJwkJson().orElseThrow())
                .hasMessageContaining("only a public key");
        byte[] spki = JWK.parse(
                        key(JwsAlgorithm.ES256).verification().publicJwkJson().orElseThrow())
                .toECKey()
                .toPublicKey()
                .getEncoded();
        refused(JwsAlgorithm.ES256, pem("PUBLIC KEY", spki)).hasMessageContaining("only a PUBLIC KEY");
    }

    @Test
    void refuses_shortRsaKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        refused(
                        JwsAlgorithm.RS256,
                        pem(
                                "PRIVATE KEY",
                                generator.generateKeyPair().getPrivate().getEncoded()))
                .hasMessageContaining("1024 bits")
                .hasMessageContaining("at least 2048");
    }

    @Test
    void refuses_curvesOfNoAlgorithm() throws Exception {
        org.bouncycastle.crypto.params.X25519PrivateKeyParameters x25519 =
                new org.bouncycastle.crypto.params.X25519PrivateKeyParameters(ENTROPY.bytes(32), 0);
        byte[] der = org.bouncycastle.crypto.util.PrivateKeyInfoFactory.createPrivateKeyInfo(x25519)
                .getEncoded();
        refused(JwsAlgorithm.EdDSA, pem("PRIVATE KEY", der)).hasMessageContaining("no JWT algorithm");
    }

    @Test
    void refuses_keysThatDocumentsPrint() {
        refused(JwsAlgorithm.RS256, PublishedExamplesTest.a2Key().toJSONString())
                .hasMessageContaining("public document");
        refused(JwsAlgorithm.ES256, PublishedExamplesTest.a3Key().toJSONString())
                .hasMessageContaining("public document");
        refused(JwsAlgorithm.ES512, PublishedExamplesTest.a4Key().toJSONString())
                .hasMessageContaining("public document");
        refused(JwsAlgorithm.EdDSA, PublishedExamplesTest.rfc8037Key().toJSONString())
                .hasMessageContaining("public document");
        refused(JwsAlgorithm.ES256, """
                        -----BEGIN PRIVATE KEY-----
                        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2
                        OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r
                        1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G
                        -----END PRIVATE KEY-----
                        """).hasMessageContaining("public document");
    }

    @Test
    void refuses_halvesThatDoNotBelongTogether() throws Exception {
        JWK mine = JWK.parse(key(JwsAlgorithm.ES256).toPrivateJwkJson());
        JWK other =
                JWK.parse(SigningKey.generate(JwsAlgorithm.ES256, ENTROPY, JDK).toPrivateJwkJson());
        String mixed = new com.nimbusds.jose.jwk.ECKey.Builder(mine.toECKey())
                .d(other.toECKey().getD())
                .build()
                .toJSONString();
        refused(JwsAlgorithm.ES256, mixed).hasMessageContaining("belong together");
    }

    @Test
    void reads_rsaJwkThatHasOnlyItsExponents() throws Exception {
        com.nimbusds.jose.jwk.RSAKey full =
                JWK.parse(key(JwsAlgorithm.RS256).toPrivateJwkJson()).toRSAKey();
        String bare = new com.nimbusds.jose.jwk.RSAKey.Builder(full.getModulus(), full.getPublicExponent())
                .privateExponent(full.getPrivateExponent())
                .build()
                .toJSONString();
        isTheKeyOf(JwsAlgorithm.RS256, read(JwsAlgorithm.RS256, bare));
        assertThat(SigningKey.fromConfigured(JwsAlgorithm.RS256, new Secret(bare), JDK)
                        .kid())
                .isEqualTo(key(JwsAlgorithm.RS256).kid());
    }

    @Test
    void refuses_jwkWithBrokenNumbers() {
        refused(JwsAlgorithm.EdDSA, "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\",\"d\":\"AAAA\"}");
        refused(JwsAlgorithm.RS256, "{\"kty\":\"RSA\",\"n\":\"AAAA\",\"e\":\"AQAB\",\"d\":\"AAAA\"}");
        refused(JwsAlgorithm.ES256, "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAA\",\"y\":\"AAAA\",\"d\":\"AAAA\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"enc\"",
                "\"use\":\"other\"",
                "\"key_ops\":[\"verify\"]",
                "\"key_ops\":[\"encrypt\"]",
                "\"key_ops\":[\"deriveKey\",\"deriveBits\"]",
                "\"key_ops\":[\"sign\",\"decrypt\"]",
                "\"key_ops\":[]"
            })
    void refuses_keysThatAreNotForSigning(String purpose) {
        refused(JwsAlgorithm.ES256, withPurpose(JwsAlgorithm.ES256, purpose)).hasMessageContaining("key_ops");
    }

    @Test
    void refuses_keysWhoseUseAndOperationsContradictEachOther() {
        for (String purpose :
                new String[] {"\"use\":\"enc\",\"key_ops\":[\"sign\"]", "\"use\":\"sig\",\"key_ops\":[\"wrapKey\"]"}) {
            refused(JwsAlgorithm.ES256, withPurpose(JwsAlgorithm.ES256, purpose));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"use\":\"sig\"",
                "\"key_ops\":[\"sign\"]",
                "\"key_ops\":[\"sign\",\"verify\"]",
                "\"use\":\"sig\",\"key_ops\":[\"sign\"]"
            })
    void reads_keysThatAreForSigning(String purpose) {
        isTheKeyOf(JwsAlgorithm.ES256, read(JwsAlgorithm.ES256, withPurpose(JwsAlgorithm.ES256, purpose)));
    }

    static String withPurpose(JwsAlgorithm algorithm, String purpose) {
        String jwk = key(algorithm).toPrivateJwkJson().replace("\"use\":\"sig\",", "");
        return jwk.substring(0, jwk.length() - 1) + "," + purpose + "}";
    }

    /** Each by its document: RFC 7520 sections 3.2, 5.4 and 5.5, RFC 7518 appendix C. */
    @Test
    void refuses_moreExampleKeys() throws Exception {
        for (String[] example : new String[][] {
            {
                "ES512",
                "P-521",
                "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt",
                "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1",
                "AAhRON2r9cqXX1hg-RoI6R1tX5p2rUAYdmpHZoC1XNM56KtscrX6zbKipQrCW9CGZH3T4ubpnoTKLDYJ_fF3_rJt"
            },
            {
                "ES384",
                "P-384",
                "YU4rRUzdmVqmRtWOs2OpDE_T5fsNIodcG8G5FWPrTPMyxpzsSOGaQLpe2FpxBmu2",
                "A8-yxCHxkfBz3hKZfI1jUYMjUhsEveZ9THuwFjH2sCNdtksRJU7D5-SkgaFL1ETP",
                "iTx2pk7wW-GqJkHcEkFQb2EFyYcO7RugmaW3mRrQVAOUiPommT0IdnYK2xDlZh-j"
            },
            {
                "ES256",
                "P-256",
                "Ze2loSV3wrroKUN_4zhwGhCqo3Xhu1td4QjeQ5wIVR0",
                "HlLtdXARY_f55A3fnzQbPcm6hgr34Mp8p-nuzQCE0Zw",
                "r_kHyZ-a06rmxM3yESK84r1otSg-aQcVStkRhA-iCM8"
            },
            {
                "ES256",
                "P-256",
                "weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ",
                "e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck",
                "VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"
            }
        }) {
            String jwk = "{\"kty\":\"EC\",\"crv\":\"" + example[1] + "\",\"x\":\"" + example[2] + "\",\"y\":\""
                    + example[3] + "\",\"d\":\"" + example[4] + "\"}";
            refused(JwsAlgorithm.valueOf(example[0]), jwk).hasMessageContaining("public document");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg",
                "AAPapAv4LbFbiVawEjagUBluYqN5rhna-8nuldDvOx8",
                "qC57l_uxcm7Nm3K-ct4GFjx8tM1U8CZ0NLBvdQstiS8",
                "mYMfsggkTAm0TbvtlFh2hyoXnbEzJQjMxmgLN3d8xXA",
                "saH0gFSP4XM_tAP_a5rU9ooHbltwLiJpL4LLLnrqQPw"
            })
    void refuses_exampleSecrets_asTextAndAsBytes(String secret) {
        refused(JwsAlgorithm.HS256, secret).hasMessageContaining("example");
        refused(JwsAlgorithm.HS256, "base64url:" + secret).hasMessageContaining("example");
    }

    @Test
    void refuses_rsaKeysWithTheRocaWeakness() {
        refused(JwsAlgorithm.RS256, rocaKey().toJSONString()).hasMessageContaining("CVE-2017-15361");
    }

    /** A key made as that library made them: each prime is a power of 65537 modulo the product of the first 126 primes. */
    static RSAKey rocaKey() {
        Random random = new Random(15361);
        BigInteger p = rocaPrime(random);
        BigInteger q = rocaPrime(random);
        BigInteger e = BigInteger.valueOf(65537);
        BigInteger d = e.modInverse(p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE)));
        return new RSAKey.Builder(Base64URL.encode(p.multiply(q)), Base64URL.encode(e))
                .privateExponent(Base64URL.encode(d))
                .firstPrimeFactor(Base64URL.encode(p))
                .secondPrimeFactor(Base64URL.encode(q))
                .firstFactorCRTExponent(Base64URL.encode(d.mod(p.subtract(BigInteger.ONE))))
                .secondFactorCRTExponent(Base64URL.encode(d.mod(q.subtract(BigInteger.ONE))))
                .firstCRTCoefficient(Base64URL.encode(q.modInverse(p)))
                .build();
    }

    private static BigInteger rocaPrime(Random random) {
        BigInteger product = BigInteger.ONE;
        BigInteger prime = BigInteger.ONE;
        for (int i = 0; i < 126; i++) {
            prime = prime.nextProbablePrime();
            product = product.multiply(prime);
        }
        int spare = 1024 - product.bitLength();
        while (true) {
            BigInteger k = new BigInteger(spare, random).setBit(spare - 1).setBit(spare - 2);
            BigInteger candidate =
                    k.multiply(product).add(BigInteger.valueOf(65537).modPow(new BigInteger(62, random), product));
            if (candidate.bitLength() == 1024 && candidate.isProbablePrime(40)) {
                return candidate;
            }
        }
    }
}
