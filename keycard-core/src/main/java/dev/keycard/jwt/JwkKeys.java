package dev.keycard.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.spec.SecretKeySpec;

/** Turns a JWK into keys that a provider made itself. */
final class JwkKeys {

    /** What stands before the 32 bytes of an Ed25519 key in PKCS #8 and in X.509 (RFC 8410). */
    private static final byte[] ED25519_PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final byte[] ED25519_PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwkKeys() {}

    static KeyMaterial material(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider)
            throws GeneralSecurityException, JOSEException {
        if (jwk instanceof OctetSequenceKey shared) {
            SecretKeySpec key = new SecretKeySpec(shared.toByteArray(), algorithm.keyName());
            return new KeyMaterial.Shared(algorithm, key, provider);
        }
        KeyFactory factory = provider.keyFactory(algorithm);
        PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(encodedPublic(jwk)));
        KeyMaterial.PublicHalf publicHalf = new KeyMaterial.PublicHalf(algorithm, publicKey, provider);
        if (!jwk.isPrivate()) {
            return publicHalf;
        }
        PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encodedPrivate(jwk)));
        return new KeyMaterial.Pair(privateKey, publicHalf);
    }

    private static byte[] encodedPrivate(JWK jwk) throws JOSEException {
        if (jwk instanceof OctetKeyPair pair) {
            return join(ED25519_PRIVATE, pair.getDecodedD());
        }
        return jwk instanceof ECKey ec
                ? ec.toECPrivateKey().getEncoded()
                : jwk.toRSAKey().toRSAPrivateKey().getEncoded();
    }

    private static byte[] encodedPublic(JWK jwk) throws JOSEException {
        if (jwk instanceof OctetKeyPair pair) {
            return join(ED25519_PUBLIC, pair.getDecodedX());
        }
        return jwk instanceof ECKey ec
                ? ec.toECPublicKey().getEncoded()
                : ((RSAKey) jwk).toRSAPublicKey().getEncoded();
    }

    private static byte[] join(byte[] prefix, byte[] key) {
        byte[] joined = new byte[prefix.length + key.length];
        System.arraycopy(prefix, 0, joined, 0, prefix.length);
        System.arraycopy(key, 0, joined, prefix.length, key.length);
        return joined;
    }
}
