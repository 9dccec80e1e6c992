package dev.keycard.jwt;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import dev.keycard.api.Internal;
import dev.keycard.crypto.Secret;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads keys that verify, in each of their forms, and binds each key to one algorithm: the one that its JWK declares, else the
 * only one that fits, else RS256 for RSA. A token cannot change that. Thread-safe.
 */
@Internal
public final class VerifyingKeyReader {

    private static final Pattern SECRET = Pattern.compile("(HS256|HS384|HS512):(.*)", Pattern.DOTALL);

    /** Characters that need no escape in a header, so that a kid has one spelling. */
    private static final Pattern KID = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1," + JwtLimits.KID_LENGTH + "}");

    private final SignatureProvider provider;
    private final Function<PemBlock, JWK> privatePem;

    /** Reads public keys and shared secrets; refuses a private key in PEM, because a verifier does not need it. */
    public VerifyingKeyReader(SignatureProvider provider) {
        this(provider, block -> {
            throw new KeyException("holds a private key; a verifier needs the public one only");
        });
    }

    /** @param privatePem reads a block that holds a private key; throws a {@link KeyException} if it cannot */
    public VerifyingKeyReader(SignatureProvider provider, Function<PemBlock, JWK> privatePem) {
        this.provider = provider;
        this.privatePem = privatePem;
    }

    /**
     * Reads all keys of all entries.
     *
     * @throws KeyException if one of them cannot be read, is weak, or fits no algorithm; it has the number of the entry
     */
    public List<VerificationKey> read(List<Secret> entries) {
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                keys.addAll(entry(entries.get(i).reveal()));
            } catch (KeyException refused) {
                throw refused.inEntry(i + 1);
            }
        }
        return keys;
    }

    /** Reads all keys of one entry. */
    public List<VerificationKey> entry(String text) {
        Matcher secret = SECRET.matcher(text);
        if (secret.matches()) {
            JwsAlgorithm algorithm = JwsAlgorithm.valueOf(secret.group(1));
            return List.of(key(SharedSecrets.read(secret.group(2)), algorithm));
        }
        List<JWK> jwks = text.stripLeading().startsWith("{") ? json(text) : pem(text);
        if (jwks.isEmpty()) {
            throw new KeyException("holds no key that verifies signatures");
        }
        return jwks.stream().map(jwk -> key(jwk, algorithm(jwk))).toList();
    }

    private VerificationKey key(JWK jwk, JwsAlgorithm algorithm) {
        KeyStrength.checkVerifying(jwk, algorithm);
        if (jwk.getKeyID() != null && !KID.matcher(jwk.getKeyID()).matches()) {
            throw new KeyException("has a kid that is too long, or not of plain visible characters");
        }
        return VerificationKey.of(jwk, algorithm, provider);
    }

    /** A key, or a set of keys; keys of a set for another use than signatures are ignored. */
    private static List<JWK> json(String text) {
        try {
            return JSONObjectUtils.parse(text).containsKey("keys")
                    ? JWKSet.parse(text).getKeys().stream()
                            .filter(jwk -> !KeyPurpose.isElsewhere(jwk))
                            .toList()
                    : List.of(JWK.parse(text));
        } catch (ParseException | RuntimeException unreadable) {
            throw new KeyException("looks like JSON but cannot be read as a JWK or a JWK set");
        }
    }

    /** The public keys of a PEM text; of a private one its public half. */
    private List<JWK> pem(String text) {
        try {
            List<PemBlock> blocks = PemBlock.allOf(text).stream()
                    .filter(block -> !block.type().equals("EC PARAMETERS"))
                    .toList();
            // The other certificates of a chain belong to authorities, which do not sign tokens.
            if (blocks.stream()
                            .filter(block -> block.type().equals("CERTIFICATE"))
                            .count()
                    > 1) {
                throw new KeyException("holds several certificates: leave only the one whose key signs tokens");
            }
            List<JWK> keys = new ArrayList<>();
            for (PemBlock block : blocks) {
                keys.add(block.isPrivateKey() ? privatePem.apply(block).toPublicJWK() : PublicPem.read(block));
            }
            return keys;
        } catch (KeyException explained) {
            throw explained;
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            throw new KeyException("cannot be read as a PEM key, certificate, JWK or JWK set");
        }
    }

    private static JwsAlgorithm algorithm(JWK jwk) {
        if (jwk.getAlgorithm() != null) {
            return JwsAlgorithm.named(jwk.getAlgorithm().getName())
                    .orElseThrow(() -> new KeyException("declares an alg that is not supported"));
        }
        if (jwk instanceof OctetSequenceKey) {
            throw new KeyException("is a shared secret without an alg: say which of HS256, HS384 and HS512 it is for");
        }
        return natural(jwk).orElseThrow(() -> new KeyException("is a key that no JWT algorithm takes"));
    }

    private static Optional<JwsAlgorithm> natural(JWK jwk) {
        if (jwk instanceof RSAKey) {
            return Optional.of(JwsAlgorithm.RS256);
        }
        if (jwk instanceof ECKey ec) {
            return Stream.of(JwsAlgorithm.ES256, JwsAlgorithm.ES384, JwsAlgorithm.ES512)
                    .filter(algorithm -> KeyStrength.curve(algorithm).equals(ec.getCurve()))
                    .findFirst();
        }
        return jwk instanceof OctetKeyPair ? Optional.of(JwsAlgorithm.EdDSA) : Optional.empty();
    }
}
