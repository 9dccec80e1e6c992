package dev.keycard.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A key that verifies, bound to one algorithm: a token's header can select a key, but never how the key is used. Of a private
 * key only the public half is stored. Prints without the key. Immutable and thread-safe.
 */
public final class VerificationKey {

    private static final int SECRET_KID_BYTES = 16;

    private final JwsAlgorithm algorithm;
    private final JWK jwk;
    private final SignatureCheck check;
    private final String header;
    private final Set<String> names;

    private VerificationKey(JwsAlgorithm algorithm, JWK jwk, String usualName, SignatureCheck check) {
        this.algorithm = algorithm;
        this.jwk = jwk;
        this.check = check;
        this.names = Set.copyOf(new HashSet<>(List.of(jwk.getKeyID(), usualName)));
        this.header =
                Base64Url.encode(("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"" + jwk.getKeyID() + "\"}")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * A key of another program. It has its own kid, if there is one, and also its {@link #usualName}. Its strength is not
     * checked, see {@link KeyStrength}.
     *
     * @throws KeyException if the key cannot be used with the algorithm
     */
    public static VerificationKey of(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        String kid = Objects.requireNonNullElseGet(jwk.getKeyID(), () -> usualName(jwk, algorithm));
        return of(jwk, kid, algorithm, provider);
    }

    /** The same, only with its {@link #usualName}. */
    public static VerificationKey byUsualName(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        return of(jwk, usualName(jwk, algorithm), algorithm, provider);
    }

    private static VerificationKey of(JWK jwk, String kid, JwsAlgorithm algorithm, SignatureProvider provider) {
        try {
            JWK needed = jwk instanceof OctetSequenceKey ? jwk : jwk.toPublicJWK();
            SignatureCheck check = JwkKeys.check(needed, algorithm, provider);
            return new VerificationKey(
                    algorithm, JwkKeys.named(needed, kid, algorithm), usualName(jwk, algorithm), check);
        } catch (GeneralSecurityException | JOSEException | ClassCastException | IllegalArgumentException unusable) {
            throw new KeyException("cannot be used with " + algorithm);
        }
    }

    /** The kid that Keycard gives the key: the thumbprint of RFC 7638, or a keyed digest of a shared secret. */
    public static String usualName(JWK jwk, JwsAlgorithm algorithm) {
        try {
            return jwk instanceof OctetSequenceKey secret
                    ? secretKid(secret.toByteArray(), algorithm)
                    : jwk.computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("SHA-256 is missing", impossible);
        }
    }

    /** The name of the key, which tokens carry. */
    public String kid() {
        return jwk.getKeyID();
    }

    public JwsAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether the signature of the input is valid; never throws for any signature or input. */
    public boolean verify(byte[] input, byte[] signature) {
        return check.verify(input, signature);
    }

    /** All names by which tokens may refer to the key: its own kid, and the kid that Keycard would give it. */
    public Set<String> names() {
        return names;
    }

    /** The public key as JWK (RFC 7517); empty for a shared secret. */
    public Optional<String> publicJwkJson() {
        return Optional.ofNullable(jwk.toPublicJWK()).map(JWK::toJSONString);
    }

    /** The first part of each token that Keycard signs with this key. */
    public String header() {
        return header;
    }

    @Override
    public String toString() {
        return "VerificationKey[" + algorithm + " " + kid() + "]";
    }

    /**
     * A thumbprint would publish a plain digest of the secret. This is half of a keyed digest over a text that cannot be the
     * signing input of a token, because it has no dot. So it helps neither to forge a token, nor to guess the secret more than
     * any token does.
     */
    private static String secretKid(byte[] secret, JwsAlgorithm algorithm) {
        byte[] mac = Digest.hmacSha256(secret, "keycard/kid/" + algorithm);
        return Base64Url.encode(Arrays.copyOf(mac, SECRET_KID_BYTES));
    }
}
