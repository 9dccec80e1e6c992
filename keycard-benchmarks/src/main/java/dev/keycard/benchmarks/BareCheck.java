package dev.keycard.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.key.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.HexFormat;
import javax.crypto.Mac;

/** A signature check only with the JCA, by an engine that is made once: the minimum cost of a check. For one thread. */
interface BareCheck {

    boolean verify(byte[] input, byte[] signature) throws GeneralSecurityException;

    /**
     * Prepares the check.
     *
     * @param corretto whether Amazon Corretto Crypto Provider checks it, or else the JDK
     */
    static BareCheck of(SigningKey key, boolean corretto) {
        try {
            JWK jwk = JWK.parse(key.toPrivateJwkJson());
            return key.algorithm().symmetric() ? mac(jwk, corretto) : signature(jwk, key.algorithm(), corretto);
        } catch (GeneralSecurityException | ParseException | JOSEException unusable) {
            throw new IllegalStateException("there is no bare check for " + key.algorithm(), unusable);
        }
    }

    private static BareCheck mac(JWK jwk, boolean corretto) throws GeneralSecurityException {
        Mac engine = Mac.getInstance("HmacSHA256", provider(corretto, "Mac", "HmacSHA256"));
        engine.init(jwk.toOctetSequenceKey().toSecretKey("HmacSHA256"));
        return (input, signature) -> MessageDigest.isEqual(engine.doFinal(input), signature);
    }

    private static BareCheck signature(JWK jwk, JwsAlgorithm algorithm, boolean corretto)
            throws GeneralSecurityException, JOSEException {
        String name = engineName(algorithm);
        Signature engine = Signature.getInstance(name, provider(corretto, "Signature", name));
        String keys = keyName(algorithm);
        byte[] encoded = jwk instanceof OctetKeyPair pair ? ed25519(pair) : encodedPublicKey(jwk);
        PublicKey key = KeyFactory.getInstance(keys, provider(corretto, "KeyFactory", keys))
                .generatePublic(new X509EncodedKeySpec(encoded));
        engine.initVerify(key);
        return (input, signature) -> {
            engine.update(input);
            return engine.verify(signature);
        };
    }

    /** Corretto cannot read Ed25519 keys, but can use keys that the JDK has read. */
    private static Provider provider(boolean corretto, String type, String name) {
        Provider special = AmazonCorrettoCryptoProvider.INSTANCE;
        return corretto && special.getService(type, name) != null
                ? special
                : Security.getProviders(type + '.' + name)[0];
    }

    private static String engineName(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
            case EdDSA -> "Ed25519";
            default -> throw new IllegalArgumentException(algorithm + " is not measured");
        };
    }

    private static String keyName(JwsAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
            default -> "Ed25519";
        };
    }

    private static byte[] encodedPublicKey(JWK jwk) throws JOSEException {
        return jwk.toPublicJWK() instanceof com.nimbusds.jose.jwk.AsymmetricJWK pair
                ? pair.toPublicKey().getEncoded()
                : new byte[0];
    }

    /** RFC 8410: a fixed beginning, then the 32 bytes of the key. */
    private static byte[] ed25519(OctetKeyPair pair) {
        String x = HexFormat.of().formatHex(pair.getX().decode());
        return HexFormat.of().parseHex("302a300506032b6570032100" + x);
    }
}
