package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Verifies access tokens: format, key, signature, then claims; the result of a step is used only after the step has passed. The
 * result is a {@link Verification} for any input, never an exception. Refresh tokens have a key and a verifier of their own,
 * see {@link RefreshTokenVerifier}. Never blocks. Thread-safe.
 */
@Internal
public final class JwtVerifier {

    private final Supplier<KeyRing> ring;
    private final ClaimRules rules;

    /** @param ring gives the current keys; called for each token */
    public JwtVerifier(Supplier<KeyRing> ring, VerificationConfig config) {
        this.ring = ring;
        this.rules = new ClaimRules(config);
    }

    /**
     * Verifies an access token.
     *
     * @param compact as presented: untrusted
     */
    public Verification verify(String compact, Instant now) {
        try {
            CompactJws jws = CompactJws.split(compact);
            TrustedKey key = keyOf(jws, now);
            if (!key.key().verify(jws.signingInput(), jws.signature())) {
                return new Verification.Invalid(JwtError.BAD_SIGNATURE);
            }
            return new Verification.Verified(rules.access(Claims.read(jws.payload()), key.namesLogins(), now));
        } catch (InvalidJwtException refused) {
            return new Verification.Invalid(refused.reason());
        }
    }

    /** A header that equals the one that a key writes need not be parsed. */
    private TrustedKey keyOf(CompactJws jws, Instant now) throws InvalidJwtException {
        KeyRing keys = ring.get();
        TrustedKey known = keys.byHeader(jws.header(), now);
        return known != null ? known : keyOf(JoseHeader.read(CompactJws.decode(jws.header())), keys, now);
    }

    private static TrustedKey keyOf(JoseHeader header, KeyRing keys, Instant now) throws InvalidJwtException {
        List<TrustedKey> candidates = keys.candidates(header.kid(), header.algorithm(), now);
        if (candidates.size() != 1) {
            throw new InvalidJwtException(JwtError.UNKNOWN_KEY);
        }
        return candidates.get(0);
    }
}
