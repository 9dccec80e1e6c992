package dev.keycard.jwt;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.keycard.api.Internal;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the public keys of a JWK set that an issuer publishes (RFC 7517 section 5). Keys that are unknown, weak, or for another
 * use than signatures are skipped, and so are shared secrets, which must not be published. Thread-safe.
 */
@Internal
public final class JwkSetReader {

    private static final Logger LOG = LoggerFactory.getLogger(JwkSetReader.class);
    private static final int MAX_KEYS = 100;

    private final VerifyingKeyReader reader;

    public JwkSetReader(SignatureProvider provider) {
        this.reader = new VerifyingKeyReader(provider);
    }

    /**
     * The keys of a set.
     *
     * @throws KeyException if the text is not a JWK set, has more than 100 keys, or has no usable key
     */
    public List<VerificationKey> read(String set) {
        List<JWK> published = published(set);
        if (published.size() > MAX_KEYS) {
            throw new KeyException("is a JWK set of more than " + MAX_KEYS + " keys");
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (JWK jwk : published) {
            if (!(jwk instanceof OctetSequenceKey) && !KeyPurpose.isElsewhere(jwk)) {
                add(jwk, keys);
            }
        }
        if (keys.isEmpty()) {
            throw new KeyException("is a JWK set without a usable key");
        }
        return keys;
    }

    private void add(JWK jwk, List<VerificationKey> keys) {
        try {
            keys.addAll(reader.entry(jwk.toPublicJWK().toJSONString()));
        } catch (KeyException unusable) {
            LOG.warn("a key of the issuer is skipped: it {}", unusable.getMessage());
        }
    }

    private static List<JWK> published(String set) {
        try {
            return JWKSet.parse(set).getKeys();
        } catch (ParseException | RuntimeException unreadable) {
            throw new KeyException("cannot be read as a JWK set");
        }
    }
}
