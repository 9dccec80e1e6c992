package dev.keycard.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import dev.keycard.api.Internal;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Map;

/** Converts a JWK into keys of a provider. */
@Internal
public final class JwkKeys {

    /** The encodings before the 32 bytes of an Ed25519 key in PKCS #8 and in X.509 (RFC 8410). */
    private static final byte[] ED25519_PRIVATE = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final byte[] ED25519_PUBLIC = HexFormat.of().parseHex("302a300506032b6570032100");

    private JwkKeys() {}

    static SignatureCheck check(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider)
            throws GeneralSecurityException, JOSEException {
        return jwk instanceof OctetSequenceKey shared
                ? new HmacKey(algorithm, shared.toByteArray(), provider)
                : new PublicKeyCheck(algorithm, publicKey(jwk, algorithm, provider), provider);
    }

    private static PublicKey publicKey(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider)
            throws GeneralSecurityException, JOSEException {
        KeyFactory factory = provider.keyFactory(algorithm);
        return factory.generatePublic(new X509EncodedKeySpec(encodedPublic(jwk)));
    }

    /** The private key of a private JWK, except a shared secret. */
    public static PrivateKey privateKey(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider)
            throws GeneralSecurityException, JOSEException {
        KeyFactory factory = provider.keyFactory(algorithm);
        return factory.generatePrivate(new PKCS8EncodedKeySpec(encodedPrivate(jwk)));
    }

    /** The same key with that kid, declared for signatures of that algorithm. */
    public static JWK named(JWK jwk, String kid, JwsAlgorithm algorithm) {
        Map<String, Object> members = jwk.toJSONObject();
        members.put("kid", kid);
        members.put("alg", algorithm.joseName());
        members.remove("key_ops");
        members.remove("use");
        if (!algorithm.symmetric()) {
            members.put("use", "sig");
        }
        try {
            return JWK.parse(members);
        } catch (ParseException impossible) {
            throw new IllegalStateException("a JWK cannot be read again", impossible);
        }
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
