package dev.keycard.key;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyStrength;
import dev.keycard.jwt.SignatureProvider;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Makes new private JWKs. */
final class KeyGeneration {

    private KeyGeneration() {}

    static JWK generate(JwsAlgorithm algorithm, Entropy entropy, SignatureProvider provider)
            throws GeneralSecurityException {
        return switch (algorithm.family()) {
            case HMAC -> new OctetSequenceKey.Builder(entropy.bytes(algorithm.hashBits() / 8)).build();
            case ED25519 -> ed25519(new Ed25519PrivateKeyParameters(entropy.bytes(32)));
            case EC -> ec(algorithm, provider.generate(algorithm, new EntropyRandom(entropy)));
            case RSA, RSA_PSS -> rsa(provider.generate(algorithm, new EntropyRandom(entropy)));
        };
    }

    static OctetKeyPair ed25519(Ed25519PrivateKeyParameters key) {
        Base64URL x = Base64URL.encode(key.generatePublicKey().getEncoded());
        return new OctetKeyPair.Builder(Curve.Ed25519, x)
                .d(Base64URL.encode(key.getEncoded()))
                .build();
    }

    private static ECKey ec(JwsAlgorithm algorithm, KeyPair pair) {
        return new ECKey.Builder(KeyStrength.curve(algorithm), (ECPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .build();
    }

    private static RSAKey rsa(KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey(pair.getPrivate())
                .build();
    }

    /** Lets the JDK's generators use {@link Entropy}. */
    private static final class EntropyRandom extends SecureRandom {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Entropy entropy;

        EntropyRandom(Entropy entropy) {
            super(null, null);
            this.entropy = entropy;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            entropy.fill(bytes);
        }
    }
}
