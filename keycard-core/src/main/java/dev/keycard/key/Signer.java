package dev.keycard.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.jwt.HmacKey;
import dev.keycard.jwt.JwkKeys;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.SignatureProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** A private key in the form in which its provider signs. Thread-safe: each call has its own engine. */
interface Signer {

    byte[] sign(byte[] input);

    static Signer of(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider)
            throws GeneralSecurityException, JOSEException {
        if (jwk instanceof OctetSequenceKey shared) {
            return new HmacKey(algorithm, shared.toByteArray(), provider)::sign;
        }
        PrivateKey key = JwkKeys.privateKey(jwk, algorithm, provider);
        return input -> sign(input, key, algorithm, provider);
    }

    /** Nonces and salts come from the provider's own generator: a repeated one would reveal the private key. */
    private static byte[] sign(byte[] input, PrivateKey key, JwsAlgorithm algorithm, SignatureProvider provider) {
        try {
            Signature engine = provider.signature(algorithm);
            engine.initSign(key);
            engine.update(input);
            return engine.sign();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the provider cannot do " + algorithm, unusable);
        }
    }
}
