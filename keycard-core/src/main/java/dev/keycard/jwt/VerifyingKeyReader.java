package dev.keycard.jwt;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.keycard.crypto.Secret;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code jwt.verifying-keys} in each of their forms, and pins each key to one algorithm: the one that its JWK declares,
 * else the only one that fits, else RS256 for RSA. Nothing that a token says can change that.
 */
final class VerifyingKeyReader {

    private static final Pattern SECRET = Pattern.compile("(HS256|HS384|HS512):(.*)", Pattern.DOTALL);

    /** What can stand in a header's text without being escaped, so that a kid has one spelling. */
    private static final Pattern KID =
            Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1," + JoseHeader.MAX_KID_LENGTH + "}");

    private VerifyingKeyReader() {}

    /**
     * Reads all keys of all entries.
     *
     * @throws SigningKeyException if one of them cannot be read, is weak, or fits no algorithm; it names the entry by its place
     */
    static List<SigningKey> read(List<Secret> entries, SignatureProvider provider) {
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                keys.addAll(entry(entries.get(i).reveal(), provider));
            } catch (SigningKeyException refused) {
                throw refused.aboutVerifyingKey(i + 1);
            }
        }
        return keys;
    }

    private static List<SigningKey> entry(String text, SignatureProvider provider) {
        Matcher secret = SECRET.matcher(text);
        if (secret.matches()) {
            JwsAlgorithm algorithm = JwsAlgorithm.valueOf(secret.group(1));
            return List.of(key(KeyReader.read(algorithm, secret.group(2)), algorithm, provider));
        }
        List<JWK> jwks = text.stripLeading().startsWith("{") ? json(text) : KeyReader.pemPublicKeys(text);
        if (jwks.isEmpty()) {
            throw SigningKeyException.configured("holds no key that verifies signatures");
        }
        return jwks.stream().map(jwk -> key(jwk, algorithm(jwk), provider)).toList();
    }

    private static SigningKey key(JWK jwk, JwsAlgorithm algorithm, SignatureProvider provider) {
        KeyStrength.checkVerifying(jwk, algorithm);
        if (jwk.getKeyID() != null && !KID.matcher(jwk.getKeyID()).matches()) {
            throw SigningKeyException.configured("has a kid that is too long, or not of plain visible characters");
        }
        return SigningKey.verifying(jwk, algorithm, provider);
    }

    /** A key, or a set of them; those of a set that are for something else than signatures are no business of ours. */
    private static List<JWK> json(String text) {
        try {
            return JSONObjectUtils.parse(text).containsKey("keys")
                    ? JWKSet.parse(text).getKeys().stream()
                            .filter(jwk -> !KeyPurpose.isElsewhere(jwk))
                            .toList()
                    : List.of(JWK.parse(text));
        } catch (ParseException | RuntimeException unreadable) {
            throw SigningKeyException.configured("looks like JSON but cannot be read as a JWK or a JWK set");
        }
    }

    private static JwsAlgorithm algorithm(JWK jwk) {
        if (jwk.getAlgorithm() != null) {
            return JwsAlgorithm.named(jwk.getAlgorithm().getName())
                    .orElseThrow(() -> SigningKeyException.configured("declares an alg that is not supported"));
        }
        if (jwk instanceof OctetSequenceKey) {
            throw SigningKeyException.configured(
                    "is a shared secret without an alg: say which of HS256, HS384 and HS512 it is for");
        }
        return natural(jwk).orElseThrow(() -> SigningKeyException.configured("is a key that no JWT algorithm takes"));
    }

    private static Optional<JwsAlgorithm> natural(JWK jwk) {
        if (jwk instanceof RSAKey) {
            return Optional.of(JwsAlgorithm.RS256);
        }
        if (jwk instanceof ECKey ec) {
            return Stream.of(JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512)
                    .filter(algorithm -> KeyGeneration.curve(algorithm).equals(ec.getCurve()))
                    .findFirst();
        }
        return jwk instanceof OctetKeyPair ? Optional.of(JwsAlgorithm.EdDSA) : Optional.empty();
    }
}
