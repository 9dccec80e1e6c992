package dev.keycard.jwt;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: form, key, signature, then claims, and nothing of a step is used before the step is passed. Whatever is
 * presented, the answer is a {@link Verification}, never an exception. Reads nothing but memory. Thread-safe.
 */
public final class JwtVerifier {

    private final Supplier<KeyRing> ring;
    private final ClaimRules rules;

    /** @param ring the current keys, usually {@code keys::current} */
    public JwtVerifier(Supplier<KeyRing> ring, JwtConfig config) {
        this.ring = ring;
        this.rules = new ClaimRules(config);
    }

    /**
     * Verifies a token of the expected type.
     *
     * @param compact as presented: untrusted
     */
    public Verification verify(String compact, TokenType expected, Instant now) {
        return answer(compact, expected, now);
    }

    /** Verifies a token of either type, for those who ask whether it is good and not what for. */
    public Verification verifyAny(String compact, Instant now) {
        return answer(compact, null, now);
    }

    private Verification answer(String compact, @Nullable TokenType expected, Instant now) {
        try {
            CompactJws jws = CompactJws.split(compact);
            SigningKey key = keyOf(jws, now);
            if (!key.verify(jws.signingInput(), jws.signature())) {
                return new Verification.Invalid(Reason.BAD_SIGNATURE);
            }
            return new Verification.Verified(rules.apply(Claims.read(jws.payload()), expected, now));
        } catch (Refused refused) {
            return new Verification.Invalid(refused.reason());
        }
    }

    /** A header that one of the keys writes itself need not be parsed. */
    private SigningKey keyOf(CompactJws jws, Instant now) throws Refused {
        KeyRing keys = ring.get();
        SigningKey known = keys.byHeader(jws.header(), now);
        return known != null ? known : keyOf(JoseHeader.read(CompactJws.decode(jws.header())), keys, now);
    }

    private static SigningKey keyOf(JoseHeader header, KeyRing keys, Instant now) throws Refused {
        List<SigningKey> candidates = keys.candidates(header.kid(), header.algorithm(), now);
        if (candidates.size() != 1) {
            throw new Refused(Reason.UNKNOWN_KEY);
        }
        return candidates.get(0);
    }
}
