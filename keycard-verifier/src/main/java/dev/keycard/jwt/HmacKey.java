package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A shared secret, which signs and verifies. Prints without the secret. Immutable and thread-safe: each call has its own engine.
 */
@Internal
public final class HmacKey implements SignatureCheck {

    private final JwsAlgorithm algorithm;
    private final SecretKey key;
    private final SignatureProvider provider;

    /** @throws IllegalArgumentException if the algorithm is not one of HMAC */
    public HmacKey(JwsAlgorithm algorithm, byte[] secret, SignatureProvider provider) {
        if (!algorithm.symmetric()) {
            throw new IllegalArgumentException(algorithm + " does not use a shared secret");
        }
        this.algorithm = algorithm;
        this.key = new SecretKeySpec(secret, algorithm.keyName());
        this.provider = provider;
    }

    public byte[] sign(byte[] input) {
        try {
            Mac mac = provider.mac(algorithm);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the provider cannot do " + algorithm, unusable);
        }
    }

    @Override
    public boolean verify(byte[] input, byte[] signature) {
        return MessageDigest.isEqual(sign(input), signature);
    }

    @Override
    public String toString() {
        return "HmacKey[" + algorithm + "]";
    }
}
