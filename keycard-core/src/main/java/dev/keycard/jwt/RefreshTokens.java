package dev.keycard.jwt;

import dev.keycard.crypto.Base64Url;
import dev.keycard.key.SealingKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and verifies refresh tokens, with a key that nobody else has: HMAC-SHA-256 under a secret derived from the sealing key.
 * It is in no key set and has no name, so no service can take a refresh token for an access token, and no other key, configured
 * or stolen, can make one. A new sealing key makes a new secret, which ends all refresh tokens. Immutable and thread-safe.
 */
public final class RefreshTokens {

    /** Explicit typing (RFC 8725 section 3.11): verifiers that check {@code typ} refuse it as an access token. */
    private static final String HEADER =
            Base64Url.encode("{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}".getBytes(StandardCharsets.US_ASCII));

    private static final String PURPOSE = "refresh-token";

    private final KeyMaterial key;
    private final ClaimsWriter writer;
    private final ClaimRules rules;

    public RefreshTokens(SealingKey sealingKey, SignatureProvider provider, JwtConfig config) {
        JwsAlgorithm algorithm = JwsAlgorithm.HS256;
        SecretKeySpec secret = new SecretKeySpec(sealingKey.derive(PURPOSE), algorithm.keyName());
        this.key = new KeyMaterial.Shared(algorithm, secret, provider);
        this.writer = new ClaimsWriter(config);
        this.rules = new ClaimRules(config);
    }

    /**
     * Returns the token in its compact form.
     *
     * @throws IllegalArgumentException if these are not the claims of a refresh token
     */
    public String sign(TokenClaims claims) {
        if (claims.type() != TokenType.REFRESH) {
            throw new IllegalArgumentException("the key of refresh tokens signs nothing else");
        }
        String input = HEADER + '.' + Base64Url.encode(writer.payload(claims));
        return input + '.' + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Verifies a refresh token. Its header must be the one that {@link #sign} writes, to the letter: what else a header says,
     * an algorithm or the name of a key, is not even read.
     *
     * @param compact as presented: untrusted
     */
    public Verification verify(String compact, Instant now) {
        try {
            CompactJws jws = CompactJws.split(compact);
            if (!jws.header().equals(HEADER)) {
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
