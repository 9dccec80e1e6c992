package dev.keycard.jwt;

import dev.keycard.api.Internal;
import java.time.Instant;

/**
 * Verifies refresh tokens by the one key that signs them, which is in no key set and has no name. A token's header must be
 * exactly the one that Keycard writes; an algorithm or key name in another header is not read. Immutable and thread-safe.
 */
@Internal
public final class RefreshTokenVerifier {

    private final HmacKey key;
    private final String header;
    private final ClaimRules rules;

    /** @param header the first part of each refresh token */
    public RefreshTokenVerifier(HmacKey key, String header, VerificationConfig config) {
        this.key = key;
        this.header = header;
        this.rules = new ClaimRules(config);
    }

    /**
     * Verifies a refresh token.
     *
     * @param compact as presented: untrusted
     */
    public Verification verify(String compact, Instant now) {
        try {
            CompactJws jws = CompactJws.split(compact);
            if (!jws.header().equals(header)) {
                return new Verification.Invalid(JwtError.UNKNOWN_KEY);
            }
            if (!key.verify(jws.signingInput(), jws.signature())) {
                return new Verification.Invalid(JwtError.BAD_SIGNATURE);
            }
            return new Verification.Verified(rules.refresh(Claims.read(jws.payload()), now));
        } catch (InvalidJwtException refused) {
            return new Verification.Invalid(refused.reason());
        }
    }
}
