package dev.keycard.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.keycard.crypto.Entropy;
import dev.keycard.crypto.Secret;
import dev.keycard.jwt.JwkKeys;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyException;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.Optional;

/** A key that signs, bound to one algorithm. Prints without the key. Immutable and thread-safe. */
public final class SigningKey {

    private static final byte[] TRIAL = "keycard self-check".getBytes(StandardCharsets.US_ASCII);

    private final VerificationKey verification;
    private final JWK jwk;
    private final Signer signer;

    private SigningKey(VerificationKey verification, JWK jwk, Signer signer) {
        this.verification = verification;
        this.jwk = jwk;
        this.signer = signer;
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
     * Reads a configured key.
     *
     * @throws SigningKeyException if it does not fit the algorithm or is weak
     */
    public static SigningKey fromConfigured(JwsAlgorithm algorithm, Secret configured, SignatureProvider provider) {
        try {
            JWK jwk = KeyReader.read(algorithm, configured.reveal());
            SigningKeyStrength.check(jwk, algorithm);
            return of(jwk, algorithm, provider);
        } catch (KeyException refused) {
            throw SigningKeyException.configured(refused);
        }
    }

    /**
     * Reads the output of {@link #toPrivateJwkJson()}; the algorithm is the one in the JWK.
     *
     * @throws SigningKeyException if the text is something else
     */
    public static SigningKey fromPrivateJwkJson(String json, SignatureProvider provider) {
        try {
            JWK jwk = JWK.parse(json);
            JwsAlgorithm algorithm = Optional.ofNullable(jwk.getAlgorithm())
                    .flatMap(name -> JwsAlgorithm.named(name.getName()))
                    .orElseThrow(() -> new SigningKeyException("A stored signing key names no known algorithm"));
            return of(jwk, algorithm, provider);
        } catch (KeyException refused) {
            throw new SigningKeyException("A stored signing key " + refused.complaint());
        } catch (ParseException unreadable) {
            throw new SigningKeyException("A stored signing key cannot be read");
        }
    }

    /** Without a check of its strength: for generated and stored keys, and for published ones in tests. */
    static SigningKey of(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        try {
            VerificationKey verification = VerificationKey.byUsualName(jwk, algorithm, provider);
            Signer signer = Signer.of(jwk, algorithm, provider);
            // Detects a public key that does not belong to the private one, and a provider without the algorithm.
            if (!verification.verify(TRIAL, signer.sign(TRIAL))) {
                throw new KeyException("has a public and a private part that do not belong together");
            }
            return new SigningKey(verification, JwkKeys.named(jwk, verification.kid(), algorithm), signer);
        } catch (GeneralSecurityException | JOSEException | ClassCastException unusable) {
            throw new KeyException("cannot be used with jwt.algorithm " + algorithm);
        }
    }

    /** The name of the key, which tokens carry. */
    public String kid() {
        return verification.kid();
    }

    public JwsAlgorithm algorithm() {
        return verification.algorithm();
    }

    /** The half that verifies. */
    public VerificationKey verification() {
        return verification;
    }

    public byte[] sign(byte[] input) {
        return signer.sign(input);
    }

    /** The private key as JSON, to be sealed and stored. */
    public String toPrivateJwkJson() {
        return jwk.toJSONString();
    }

    /** The first part of each token that this key signs. */
    String header() {
        return verification.header();
    }

    @Override
    public String toString() {
        return "SigningKey[" + algorithm() + " " + kid() + "]";
    }
}
