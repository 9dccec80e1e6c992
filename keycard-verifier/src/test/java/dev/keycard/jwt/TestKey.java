package dev.keycard.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.keycard.crypto.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/** A key with its private half, for tokens as tests want them. */
public record TestKey(JWK jwk, JwsAlgorithm algorithm, VerificationKey verification) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new random key. */
    public static TestKey generate(JwsAlgorithm algorithm) {
        return of(jwk(algorithm), algorithm, SignatureProvider.jdk());
    }

    /** A private JWK, by its usual name. */
    public static TestKey of(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        return new TestKey(jwk, algorithm, VerificationKey.byUsualName(jwk, algorithm, provider));
    }

    public String kid() {
        return verification.kid();
    }

    /** The signature of the input. */
    public byte[] sign(byte[] input) {
        try {
            if (jwk instanceof OctetSequenceKey secret) {
                return new HmacKey(algorithm, secret.toByteArray(), SignatureProvider.jdk()).sign(input);
            }
            Signature engine = SignatureProvider.jdk().signature(algorithm);
            engine.initSign(JwkKeys.privateKey(jwk, algorithm, SignatureProvider.jdk()));
            engine.update(input);
            return engine.sign();
        } catch (Exception unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** A token with these parts, well signed whatever they are. */
    public String token(String header, String payload) {
        return token(header.getBytes(StandardCharsets.UTF_8), payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A token with these parts, well signed whatever they are. */
    public String token(byte[] header, byte[] payload) {
        String input = Base64Url.encode(header) + '.' + Base64Url.encode(payload);
        return input + '.' + Base64Url.encode(sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** A token under the header that Keycard writes. */
    public String token(String payload) {
        return token("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + kid() + "\"}", payload);
    }

    private static JWK jwk(JwsAlgorithm algorithm) {
        try {
            return switch (algorithm.family()) {
                case HMAC -> {
                    byte[] secret = new byte[algorithm.hashBits() / 8];
                    RANDOM.nextBytes(secret);
                    yield new OctetSequenceKey.Builder(secret).build();
                }
                case EC -> {
                    KeyPair pair = SignatureProvider.jdk().generate(algorithm, RANDOM);
                    yield new ECKey.Builder(KeyStrength.curve(algorithm), (ECPublicKey) pair.getPublic())
                            .privateKey(pair.getPrivate())
                            .build();
                }
                case ED25519 -> ed25519(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
                case RSA, RSA_PSS -> {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(2048, RANDOM);
                    KeyPair pair = generator.generateKeyPair();
                    yield new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                            .privateKey(pair.getPrivate())
                            .build();
                }
            };
        } catch (Exception unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    private static JWK ed25519(KeyPair pair) {
        return new OctetKeyPair.Builder(Curve.Ed25519, end(pair.getPublic().getEncoded()))
                .d(end(pair.getPrivate().getEncoded()))
                .build();
    }

    private static Base64URL end(byte[] encoded) {
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }
}
