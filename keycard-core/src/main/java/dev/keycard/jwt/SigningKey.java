package dev.keycard.jwt;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A key pinned to its one algorithm: what a token's header says can choose among keys, never how a key is used. Prints
 * without the key. Immutable and thread-safe.
 */
public final class SigningKey {

    private static final byte[] TRIAL = "keycard self-check".getBytes(StandardCharsets.US_ASCII);
    private static final int SECRET_KID_BYTES = 16;

    private final JwsAlgorithm algorithm;
    private final JWK jwk;
    private final KeyMaterial material;
    private final String header;
    private final Set<String> names;

    private SigningKey(JwsAlgorithm algorithm, JWK jwk, String usualName, KeyMaterial material) {
        this.algorithm = algorithm;
        this.jwk = jwk;
        this.material = material;
        this.names = Set.copyOf(new HashSet<>(List.of(jwk.getKeyID(), usualName)));
        this.header =
                Base64Url.encode(("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + jwk.getKeyID() + "\"}")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Makes a new random key. */
    public static SigningKey generate(JwsAlgorithm algorithm, Entropy entropy, SignatureProvider provider) {
        try {
            return of(KeyGeneration.generate(algorithm, entropy, provider), algorithm, provider);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the provider cannot make keys for " + algorithm, unusable);
        }
    }

    /**
     * Reads the key that an operator configured.
     *
     * @throws SigningKeyException if it does not fit the algorithm or can be guessed
     */
    public static SigningKey fromConfigured(JwsAlgorithm algorithm, Secret configured, SignatureProvider provider) {
        JWK jwk = KeyReader.read(algorithm, configured.reveal());
        KeyStrength.check(jwk, algorithm);
        return of(jwk, algorithm, provider);
    }

    /** Reads what {@link #toPrivateJwkJson()} wrote; the algorithm is the one that is written there. */
    public static SigningKey fromPrivateJwkJson(String json, SignatureProvider provider) {
        try {
            JWK jwk = JWK.parse(json);
            JwsAlgorithm algorithm = Optional.ofNullable(jwk.getAlgorithm())
                    .flatMap(name -> JwsAlgorithm.named(name.getName()))
                    .orElseThrow(() -> new SigningKeyException("a stored signing key names no known algorithm"));
            return of(jwk, algorithm, provider);
        } catch (ParseException unreadable) {
            throw new SigningKeyException("a stored signing key cannot be read");
        }
    }

    /** Without a look at its strength: for generated and stored keys, and for the published ones that tests use. */
    static SigningKey of(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        try {
            KeyMaterial material = JwkKeys.material(jwk, algorithm, provider);
            // Finds a public key that does not belong to the private one, and a provider that cannot do the algorithm.
            if (!material.verify(TRIAL, material.sign(TRIAL))) {
                throw SigningKeyException.configured("has a public and a private part that do not belong together");
            }
            String kid = kid(jwk, algorithm);
            return new SigningKey(algorithm, named(jwk, kid, algorithm), kid, material);
        } catch (GeneralSecurityException | JOSEException | ClassCastException unusable) {
            throw SigningKeyException.configured("cannot be used with jwt.algorithm " + algorithm);
        }
    }

    /**
     * A key that others sign with: of a private one only the public half is kept.
     *
     * @param jwk whose kid is kept if it has one; the key goes by its usual name beside that
     */
    static SigningKey verifying(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        try {
            JWK needed = jwk instanceof OctetSequenceKey ? jwk : jwk.toPublicJWK();
            KeyMaterial material = JwkKeys.material(needed, algorithm, provider);
            String usual = kid(jwk, algorithm);
            String own = Objects.requireNonNullElse(jwk.getKeyID(), usual);
            return new SigningKey(algorithm, named(needed, own, algorithm), usual, material);
        } catch (GeneralSecurityException | JOSEException | ClassCastException unusable) {
            throw SigningKeyException.configured("cannot be used with " + algorithm);
        }
    }

    /** The name of the key, which tokens carry. */
    public String kid() {
        return jwk.getKeyID();
    }

    public JwsAlgorithm algorithm() {
        return algorithm;
    }

    public byte[] sign(byte[] input) {
        return material.sign(input);
    }

    /** Whether that is the input's signature by this key; never throws on account of either. */
    public boolean verify(byte[] input, byte[] signature) {
        return material.verify(input, signature);
    }

    /** All names that tokens may know the key by: its kid, and the one that it would have here without a kid of its own. */
    Set<String> names() {
        return names;
    }

    /** The public key as JWK (RFC 7517); empty for a shared secret, of which nothing is public. */
    public Optional<String> publicJwkJson() {
        return Optional.ofNullable(jwk.toPublicJWK()).map(JWK::toJSONString);
    }

    /** The whole key, to be sealed and stored. */
    public String toPrivateJwkJson() {
        return jwk.toJSONString();
    }

    /** The first part of each token that this key signs. */
    String header() {
        return header;
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm + " " + kid() + "]";
    }

    private static String kid(JWK jwk, JwsAlgorithm algorithm) throws JOSEException {
        return jwk instanceof OctetSequenceKey secret
                ? secretKid(secret.toByteArray(), algorithm)
                : jwk.computeThumbprint().toString();
    }

    private static JWK named(JWK jwk, String kid, JwsAlgorithm algorithm) {
        Algorithm name = Algorithm.parse(algorithm.joseName());
        if (jwk instanceof OctetSequenceKey secret) {
            return new OctetSequenceKey.Builder(secret.toByteArray())
                    .keyID(kid)
                    .algorithm(name)
                    .build();
        }
        if (jwk instanceof ECKey ec) {
            return new ECKey.Builder(ec)
                    .keyID(kid)
                    .algorithm(name)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyOperations(null)
                    .build();
        }
        if (jwk instanceof OctetKeyPair pair) {
            return new OctetKeyPair.Builder(pair)
                    .keyID(kid)
                    .algorithm(name)
                    .keyUse(KeyUse.SIGNATURE)
                    .keyOperations(null)
                    .build();
        }
        return new RSAKey.Builder((RSAKey) jwk)
                .keyID(kid)
                .algorithm(name)
                .keyUse(KeyUse.SIGNATURE)
                .keyOperations(null)
                .build();
    }

    /**
     * A thumbprint would publish a plain digest of the secret. This is a keyed one over a text that no token can have as its
     * signing input (it has no dot), cut to half: it helps to forge nothing, and to guess no more than any token does.
     */
    private static String secretKid(byte[] secret, JwsAlgorithm algorithm) {
        byte[] mac = Digest.hmacSha256(secret, "keycard/kid/" + algorithm);
        return Base64Url.encode(Arrays.copyOf(mac, SECRET_KID_BYTES));
    }
}
