package dev.keycard.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.util.io.pem.PemObject;

/** Reads public keys out of PEM blocks. */
final class PublicPem {

    private PublicPem() {}

    static JWK read(PemObject block) throws IOException {
        return switch (block.getType()) {
            case "PUBLIC KEY" -> fromInfo(SubjectPublicKeyInfo.getInstance(block.getContent()));
            case "RSA PUBLIC KEY" -> fromInfo(pkcs1(block.getContent()));
            // A pinned key is trusted as a key: neither the issuer nor the dates of its certificate matter.
            case "CERTIFICATE" ->
                fromInfo(Certificate.getInstance(block.getContent()).getSubjectPublicKeyInfo());
            default -> throw SigningKeyException.configured("holds a PEM block that is no key: " + block.getType());
        };
    }

    private static SubjectPublicKeyInfo pkcs1(byte[] der) throws IOException {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return new SubjectPublicKeyInfo(rsa, RSAPublicKey.getInstance(der));
    }

    private static JWK fromInfo(SubjectPublicKeyInfo info) throws IOException {
        AsymmetricKeyParameter key = PublicKeyFactory.createKey(info);
        if (key instanceof ECPublicKeyParameters ec) {
            return ec(ec, info);
        }
        if (key instanceof RSAKeyParameters rsa) {
            return new RSAKey.Builder(Base64URL.encode(rsa.getModulus()), Base64URL.encode(rsa.getExponent())).build();
        }
        if (key instanceof Ed25519PublicKeyParameters ed) {
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(ed.getEncoded())).build();
        }
        throw SigningKeyException.configured("is a public key of a kind that no JWT algorithm takes");
    }

    private static ECKey ec(ECPublicKeyParameters key, SubjectPublicKeyInfo info) {
        Curve curve = info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name
                ? Curve.forOID(name.getId())
                : null;
        if (curve == null) {
            throw SigningKeyException.configured("is an EC key on a curve that no JWT algorithm takes");
        }
        int bits = key.getParameters().getCurve().getFieldSize();
        return new ECKey.Builder(
                        curve,
                        ECKey.encodeCoordinate(
                                bits, key.getQ().getAffineXCoord().toBigInteger()),
                        ECKey.encodeCoordinate(
                                bits, key.getQ().getAffineYCoord().toBigInteger()))
                .build();
    }
}
