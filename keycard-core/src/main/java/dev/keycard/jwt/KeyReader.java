package dev.keycard.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.keycard.crypto.Base64Url;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
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
import org.bouncycastle.util.io.pem.PemObject;
import org.jspecify.annotations.Nullable;

/** Reads the key that an operator configured, in each of its forms, into a private JWK. Says nothing about its strength. */
final class KeyReader {

    private static final String CONVERT = "; convert it with: openssl pkcs8 -topk8 -nocrypt -in old.pem -out key.pem";

    private KeyReader() {}

    static JWK read(JwsAlgorithm algorithm, String text) {
        if (algorithm.symmetric()) {
            return secret(text);
        }
        return text.stripLeading().startsWith("{") ? jwk(text) : pem(text);
    }

    private static JWK secret(String text) {
        byte[] bytes;
        if (text.startsWith("base64:")) {
            bytes = base64(text.substring("base64:".length()));
        } else if (text.startsWith("base64url:")) {
            bytes = Base64Url.decode(text.substring("base64url:".length()))
                    .orElseThrow(() -> SigningKeyException.configured("is not unpadded base64url after its prefix"));
        } else {
            bytes = rawSecret(text);
        }
        if (bytes.length == 0) {
            throw SigningKeyException.configured("is empty");
        }
        return new OctetSequenceKey.Builder(bytes).build();
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            throw SigningKeyException.configured("is not base64 after its prefix");
        }
    }

    private static byte[] rawSecret(String text) {
        // Whoever signs with HMAC and a key of another kind is about to publish the secret.
        if (text.contains("-----BEGIN") || text.contains("\"kty\"")) {
            throw SigningKeyException.configured("is a PEM or JWK, but jwt.algorithm takes a shared secret");
        }
        if (!text.equals(text.strip())) {
            throw SigningKeyException.configured(
                    "starts or ends with blank space; remove it, or write the key as base64:…");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JWK jwk(String json) {
        try {
            return JWK.parse(json);
        } catch (ParseException | RuntimeException unreadable) {
            throw SigningKeyException.configured("looks like a JWK but cannot be read as one");
        }
    }

    private static JWK pem(String text) {
        try {
            return fromBlock(privateBlock(text));
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof SigningKeyException explained) {
                throw explained;
            }
            throw SigningKeyException.configured(
                    "cannot be read as a PEM private key (PKCS #8) or a private JWK" + CONVERT);
        }
    }

    /** The first private key among the blocks: openssl writes curve parameters in front of old EC keys. */
    private static PemObject privateBlock(String text) throws IOException {
        List<PemObject> blocks = PemBlocks.of(text);
        return blocks.stream().filter(KeyReader::isPrivate).findFirst().orElseThrow(() -> {
            if (blocks.isEmpty()) {
                return SigningKeyException.configured("is neither a PEM private key nor a private JWK");
            }
            String other = blocks.get(blocks.size() - 1).getType();
            return SigningKeyException.configured("holds no private key, only a " + other);
        });
    }

    private static boolean isPrivate(PemObject block) {
        return block.getType().endsWith("PRIVATE KEY");
    }

    /** The public keys of a PEM text; of a private one its public half. */
    static List<JWK> pemPublicKeys(String text) {
        try {
            List<PemObject> blocks = PemBlocks.of(text).stream()
                    .filter(block -> !block.getType().equals("EC PARAMETERS"))
                    .toList();
            // The others of a chain belong to authorities, who sign certificates and no tokens.
            if (blocks.stream()
                            .filter(block -> block.getType().equals("CERTIFICATE"))
                            .count()
                    > 1) {
                throw SigningKeyException.configured(
                        "holds several certificates: leave only the one whose key signs tokens");
            }
            List<JWK> keys = new ArrayList<>();
            for (PemObject block : blocks) {
                keys.add(isPrivate(block) ? fromBlock(block).toPublicJWK() : PublicPem.read(block));
            }
            return keys;
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof SigningKeyException explained) {
                throw explained;
            }
            throw SigningKeyException.configured("cannot be read as a PEM key, certificate, JWK or JWK set");
        }
    }

    private static JWK fromBlock(PemObject block) throws IOException {
        return switch (block.getType()) {
            case "PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(block.getContent()));
            case "EC PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(sec1(block.getContent())));
            case "RSA PRIVATE KEY" -> fromParameters(PrivateKeyFactory.createKey(pkcs1(block.getContent())));
            default -> throw SigningKeyException.configured("is an encrypted or unusual private key" + CONVERT);
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
        throw SigningKeyException.configured("is a private key of a kind that no JWT algorithm takes");
    }

    private static ECKey ec(ECPrivateKeyParameters key, @Nullable Curve curve) {
        if (curve == null) {
            throw SigningKeyException.configured("is an EC key on a curve that no JWT algorithm takes");
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
