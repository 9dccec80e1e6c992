package dev.keycard.key;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.KeyException;
import dev.keycard.jwt.PemBlock;
import dev.keycard.jwt.SharedSecrets;
import java.io.IOException;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** Reads a configured key, in any of its forms, into a private JWK. Does not check its strength. */
final class KeyReader {

    private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out key.pem";

    private KeyReader() {}

    static JWK read(JwsAlgorithm algorithm, String text) {
        if (algorithm.symmetric()) {
            return SharedSecrets.read(text);
        }
        return text.stripLeading().startsWith("{") ? jwk(text) : pem(text);
    }

    private static JWK jwk(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException | RuntimeException unreadable) {
            throw new KeyException("looks like a JWK but cannot be read as one");
        }
    }

    private static JWK pem(String text) {
        try {
            return fromBlock(privateBlock(text));
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof KeyException explained) {
                throw explained;
            }
            throw new KeyException("cannot be read as a PEM private key (PKCS #8) or a private JWK" + CONVERT);
        }
    }

    /** The first private key among the blocks: openssl writes curve parameters before old EC keys. */
    private static PemBlock privateBlock(String text) throws IOException {
        List<PemBlock> blocks = PemBlock.allOf(text);
        return blocks.stream().filter(PemBlock::isPrivateKey).findFirst().orElseThrow(() -> {
            if (blocks.isEmpty()) {
                return new KeyException("is neither a PEM private key nor a private JWK");
            }
            String other = blocks.get(blocks.size() - 1).type();
            return new KeyException("holds no private key, only a " + other);
        });
    }

    /** Reads a block that holds a private key. */
    static JWK privateKey(PemBlock block) {
        try {
            return fromBlock(block);
        } catch (IOException unreadable) {
            throw new KeyException("cannot be read as a PEM private key" + CONVERT);
        }
    }

    private static JWK fromBlock(PemBlock block) throws IOException {
        return switch (block.type()) {
            case "PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(block.content()));
            case "EC PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(sec1(block.content())));
            case "RSA PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(pkcs1(block.content())));
            default -> throw new KeyException("is an encrypted or unusual private key" + CONVERT);
        };
    }

    private static PrivateKeyInfo sec1(byte[] der) throws IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(der);
        ASN1ObjectIdentifier curve = ASN1ObjectIdentifier.getInstance(key.getParametersObject());
        return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), key);
    }

    private static PrivateKeyInfo pkcs1(byte[] der) throws IOException {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der));
    }

    private static JWK fromParameters(AsymmetricKeyParameter key) {
        if (key instanceof ECPrivateKeyParameters ec && ec.getParameters() instanceof ECNamedDomainParameters named) {
            return ec(ec, Curve.forOID(named.getName().getId()));
        }
        if (key instanceof RSAPrivateCrtKeyParameters rsa) {
            return rsa(rsa);
        }
        if (key instanceof Ed25519PrivateKeyParameters ed) {
            return KeyGeneration.ed25519(ed);
        }
        throw new KeyException("is a private key of a kind that no JWT algorithm uses");
    }

    private static ECKey ec(ECPrivateKeyParameters key, @Nullable Curve curve) {
        if (curve == null) {
            throw new KeyException("is an EC key on a curve that no JWT algorithm uses");
        }
        ECPoint point = new FixedPointCombMultiplier()
                .multiply(key.getParameters().getG(), key.getD())
                .normalize();
        int bits = key.getParameters().getCurve().getFieldSize();
        return new ECKey.Builder(
                        curve,
                        ECKey.encodeCoordinate(bits, point.getAffineXCoord().toBigInteger()),
                        ECKey.encodeCoordinate(bits, point.getAffineYCoord().toBigInteger()))
                .d(ECKey.encodeCoordinate(bits, key.getD()))
                .build();
    }

    private static RSAKey rsa(RSAPrivateCrtKeyParameters key) {
        return new RSAKey.Builder(number(key.getModulus()), number(key.getPublicExponent()))
                .privateExponent(number(key.getExponent()))
                .firstPrimeFactor(number(key.getP()))
                .secondPrimeFactor(number(key.getQ()))
                .firstFactorCRTExponent(number(key.getDP()))
                .secondFactorCRTExponent(number(key.getDQ()))
                .firstCRTCoefficient(number(key.getQInv()))
                .build();
    }

    private static Base64URL number(BigInteger value) {
        return Base64URL.encode(value);
    }
}
