package dev.keycard.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Reads public keys from PEM blocks. */
final class PublicPem {

    /** The JCA names of the kinds of keys that JWT algorithms use. */
    private static final List<String> KINDS = List.of("EC", "RSA", "RSASSA-PSS", "Ed25519");

    /** {@code AlgorithmIdentifier} of rsaEncryption (RFC 8017 appendix A.1). */
    private static final byte[] RSA_ENCRYPTION = HexFormat.of().parseHex("300d06092a864886f70d0101010500");

    private static final int ED25519_BYTES = 32;

    private PublicPem() {}

    static JWK read(PemBlock block) throws GeneralSecurityException {
        return switch (block.type()) {
            case "PUBLIC KEY" -> jwk(key(block.content()));
            case "RSA PUBLIC KEY" -> jwk(key(fromPkcs1(block.content())));
            // The key of a certificate is trusted as a key: neither the issuer nor the dates of the certificate are
            // checked.
            case "CERTIFICATE" -> jwk(key(keyOfCertificate(block.content())));
            default -> throw new KeyException("holds a PEM block that is no key: " + block.type());
        };
    }

    private static byte[] keyOfCertificate(byte[] der) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey()
                .getEncoded();
    }

    private static PublicKey key(byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
            } catch (InvalidKeySpecException another) {
                // A key of another kind; the next kind is tried.
            }
        }
        throw new KeyException("is a public key of a kind, or on a curve, that no JWT algorithm takes");
    }

    private static JWK jwk(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return ec(ec);
        }
        if (key instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            byte[] encoded = ed.getEncoded();
            byte[] x = Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length);
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x)).build();
        }
        throw new KeyException("is a public key of a kind that no JWT algorithm takes");
    }

    private static ECKey ec(ECPublicKey key) {
        Curve curve = Curve.forECParameterSpec(key.getParams());
        if (curve == null) {
            throw new KeyException("is an EC key on a curve that no JWT algorithm takes");
        }
        return new ECKey.Builder(curve, key).build();
    }

    /** Wraps an {@code RSAPublicKey} as a {@code SubjectPublicKeyInfo}. */
    private static byte[] fromPkcs1(byte[] der) {
        return der(0x30, join(RSA_ENCRYPTION, der(0x03, join(new byte[1], der))));
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(content.length + 4);
        encoded.write(tag);
        if (content.length < 0x80) {
            encoded.write(content.length);
        } else {
            encoded.write(0x82);
            encoded.write(content.length >> 8);
            encoded.write(content.length);
        }
        encoded.writeBytes(content);
        return encoded.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
