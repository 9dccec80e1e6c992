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
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.PublishedExamplesTest;
import dev.keycard.jwt.SignatureProvider;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SigningKeyTest {

    private static final byte[] INPUT = "input".getBytes(StandardCharsets.US_ASCII);
    private static final BigInteger P521_ORDER = new BigInteger(
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9"
                    + "b8899c47aebb6fb71e91386409",
            16);
    private static final BigInteger ED25519_ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void generates_keysThatSignAndVerify(SignatureProvider provider, JwsAlgorithm algorithm) {
        SigningKey key = algorithm.keyName().equals("RSA")
                ? key(algorithm, provider)
                : SigningKey.generate(algorithm, ENTROPY, provider);
        byte[] signature = key.sign(INPUT);
        assertThat(key.verification().verify(INPUT, signature)).isTrue();
        assertThat(key.verification().verify("inpuT".getBytes(StandardCharsets.US_ASCII), signature))
                .isFalse();
        assertThat(key.algorithm()).isEqualTo(algorithm);
    }

    @Test
    void generates_keysFromTheGivenEntropy() {
        assertThat(SigningKey.generate(JwsAlgorithm.HS256, bytes -> Arrays.fill(bytes, (byte) 7), JDK)
                        .toPrivateJwkJson())
                .contains(Base64Url.encode(new byte[] {7, 7, 7, 7, 7, 7}));
        assertThat(SigningKey.generate(JwsAlgorithm.ES256, new Counting(), JDK).kid())
                .isEqualTo(SigningKey.generate(JwsAlgorithm.ES256, new Counting(), JDK)
                        .kid());
    }

    @ParameterizedTest
    @EnumSource(names = {"RS256", "PS384"})
    void generates_rsaKeysOf3072Bits(JwsAlgorithm algorithm) throws Exception {
        assertThat(JWK.parse(key(algorithm).toPrivateJwkJson()).size()).isEqualTo(3072);
    }

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void returns_fromItsSealedForm(SignatureProvider provider, JwsAlgorithm algorithm) {
        SigningKey key = key(algorithm);
        SigningKey again = SigningKey.fromPrivateJwkJson(key.toPrivateJwkJson(), provider);
        assertThat(again.kid()).isEqualTo(key.kid());
        assertThat(again.algorithm()).isEqualTo(algorithm);
        assertThat(key.verification().verify(INPUT, again.sign(INPUT))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void refuses_signaturesOfAnyOtherLength(SignatureProvider provider, JwsAlgorithm algorithm) {
        SigningKey key = key(algorithm, provider);
        byte[] signature = key.sign(INPUT);
        assertThat(key.verification().verify(INPUT, signature)).isTrue();
        byte[] leadingZero = new byte[signature.length + 1];
        System.arraycopy(signature, 0, leadingZero, 1, signature.length);
        for (byte[] other : List.of(
                new byte[0],
                Arrays.copyOf(signature, signature.length + 1),
                Arrays.copyOf(signature, signature.length - 1),
                Arrays.copyOf(signature, signature.length * 2),
                new byte[signature.length],
                leadingZero)) {
            assertThat(key.verification().verify(INPUT, other)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.keycard.key.JwtFixture#providersAndAlgorithms")
    void answersNo_toSignaturesOfNonsense(SignatureProvider provider, JwsAlgorithm algorithm) {
        SigningKey key = key(algorithm, provider);
        int length = key.sign(INPUT).length;
        for (int i = 0; i < 20; i++) {
            assertThat(key.verification().verify(INPUT, ENTROPY.bytes(length))).isFalse();
        }
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xff);
        assertThat(key.verification().verify(INPUT, ones)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES384", "ES512"})
    void refuses_zeroInEitherHalf(JwsAlgorithm algorithm) {
        for (SignatureProvider provider : List.of(JDK, FASTEST)) {
            SigningKey key = key(algorithm, provider);
            byte[] signature = key.sign(INPUT);
            int half = signature.length / 2;
            byte[] zeroR = signature.clone();
            Arrays.fill(zeroR, 0, half, (byte) 0);
            byte[] zeroS = signature.clone();
            Arrays.fill(zeroS, half, signature.length, (byte) 0);
            assertThat(key.verification().verify(INPUT, zeroR)).isFalse();
            assertThat(key.verification().verify(INPUT, zeroS)).isFalse();
            assertThat(key.verification().verify(INPUT, new byte[signature.length]))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ES256", "ES384", "ES512"})
    void refuses_derEncodedSignatures(JwsAlgorithm algorithm) throws Exception {
        SigningKey key = key(algorithm);
        java.security.Signature engine =
                java.security.Signature.getInstance("SHA" + algorithm.hashBits() + "withECDSA");
        engine.initSign(JWK.parse(key.toPrivateJwkJson()).toECKey().toPrivateKey());
        engine.update(INPUT);
        assertThat(key.verification().verify(INPUT, engine.sign())).isFalse();
    }

    /** 132 bytes have room for s + n: the same number to whoever forgets to compare with the order. */
    @Test
    void refuses_p521SignaturesBeyondTheOrder() {
        for (SignatureProvider provider : List.of(JDK, FASTEST)) {
            SigningKey key = key(JwsAlgorithm.ES512, provider);
            byte[] signature = key.sign(INPUT);
            for (int half : new int[] {0, 66}) {
                byte[] beyond = signature.clone();
                BigInteger value = new BigInteger(1, Arrays.copyOfRange(signature, half, half + 66)).add(P521_ORDER);
                System.arraycopy(fixed(value, 66), 0, beyond, half, 66);
                assertThat(key.verification().verify(INPUT, beyond)).isFalse();
            }
        }
    }

    /** 256 bytes have room for some signatures plus the modulus. */
    @ParameterizedTest
    @EnumSource(names = {"RS256", "PS256"})
    void refuses_rsaSignaturesBeyondTheModulus(JwsAlgorithm algorithm) {
        RSAKey jwk = PublishedExamplesTest.a2Key();
        BigInteger modulus = jwk.getModulus().decodeToBigInteger();
        BigInteger room = BigInteger.TWO.pow(2048).subtract(modulus);
        for (SignatureProvider provider : List.of(JDK, FASTEST)) {
            SigningKey key = SigningKey.of(jwk, algorithm, provider);
            byte[] input = {0};
            byte[] signature = key.sign(input);
            while (new BigInteger(1, signature).compareTo(room) >= 0) {
                input[0]++;
                signature = key.sign(input);
            }
            assertThat(key.verification().verify(input, signature)).isTrue();
            assertThat(key.verification().verify(input, fixed(new BigInteger(1, signature).add(modulus), 256)))
                    .isFalse();
        }
    }

    @Test
    void refuses_ed25519SignaturesBeyondTheOrder() {
        for (SignatureProvider provider : List.of(JDK, FASTEST)) {
            SigningKey key = key(JwsAlgorithm.EdDSA, provider);
            byte[] beyond = key.sign(INPUT);
            byte[] s = reversed(Arrays.copyOfRange(beyond, 32, 64));
            System.arraycopy(reversed(fixed(new BigInteger(1, s).add(ED25519_ORDER), 32)), 0, beyond, 32, 32);
            assertThat(key.verification().verify(INPUT, beyond)).isFalse();
        }
    }

    @Test
    void names_sharedSecretsWithoutTellingTheirDigest() {
        byte[] secret = ENTROPY.bytes(32);
        SigningKey key = SigningKey.of(new OctetSequenceKey.Builder(secret).build(), JwsAlgorithm.HS256, FASTEST);
        assertThat(key.kid()).hasSize(22).isNotEqualTo(Base64Url.encode(Arrays.copyOf(Digest.sha256(secret), 16)));
        SigningKey other = SigningKey.of(
                new OctetSequenceKey.Builder(Arrays.copyOf(secret, 64)).build(), JwsAlgorithm.HS512, FASTEST);
        assertThat(other.kid()).isNotEqualTo(key.kid());
    }

    @Test
    void publishes_onlyThePublicHalf() {
        for (JwsAlgorithm algorithm : JwsAlgorithm.values()) {
            String json = key(algorithm).verification().publicJwkJson().orElse("");
            assertThat(json.isEmpty()).isEqualTo(algorithm.symmetric());
            assertThat(json).doesNotContain("\"d\"", "\"p\"", "\"q\"", "\"dp\"", "\"dq\"", "\"qi\"", "\"k\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void prints_withoutTheKey(JwsAlgorithm algorithm) {
        assertThat(key(algorithm))
                .hasToString("SigningKey[" + algorithm + " " + key(algorithm).kid() + "]");
    }

    @Test
    void refuses_storedKeysThatNameNoAlgorithm() {
        assertThatThrownBy(() -> SigningKey.fromPrivateJwkJson("{\"kty\":\"oct\",\"k\":\"AAAA\"}", JDK))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageNotContaining("AAAA");
        assertThatThrownBy(() -> SigningKey.fromPrivateJwkJson("{\"k\":\"AAAA\"", JDK))
                .isInstanceOf(SigningKeyException.class)
                .hasMessageNotContaining("AAAA");
    }

    private static byte[] fixed(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] result = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, result, length - count, count);
        return result;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }

    /** Entropy that repeats itself from one run to the next. */
    private static final class Counting implements dev.keycard.crypto.Entropy {
        private byte next;

        @Override
        public void fill(byte[] target) {
            for (int i = 0; i < target.length; i++) {
                target[i] = next++;
            }
        }
    }
}
