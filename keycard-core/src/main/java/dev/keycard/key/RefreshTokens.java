package dev.keycard.key;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Base64Url;
import dev.keycard.jwt.HmacKey;
import dev.keycard.jwt.JwsAlgorithm;
import dev.keycard.jwt.RefreshTokenVerifier;
import dev.keycard.jwt.SignatureProvider;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Signs and verifies refresh tokens with a key that is not shared: HMAC-SHA-256 with a secret that is derived from the sealing
 * key. It is in no key set and has no name. So no service can accept a refresh token as an access token, and no other key,
 * configured or stolen, can sign one. A new sealing key makes a new secret, which ends all refresh tokens. Immutable and
 * thread-safe.
 */
@Internal
public final class RefreshTokens {

    /** Explicit typing (RFC 8725 section 3.11): verifiers that check {@code typ} refuse it as an access token. */
    private static final String HEADER =
            Base64Url.encode("{\"alg\":\"HS256\",\"typ\":\"refresh+jwt\"}".getBytes(StandardCharsets.US_ASCII));

    private static final String PURPOSE = "refresh-token";

    private final HmacKey key;
    private final ClaimsWriter writer;
    private final RefreshTokenVerifier verifier;

    public RefreshTokens(SealingKey sealingKey, SignatureProvider provider, JwtConfig config) {
        this.key = new HmacKey(JwsAlgorithm.HS256, sealingKey.derive(PURPOSE), provider);
        this.writer = new ClaimsWriter(config.verification());
        this.verifier = new RefreshTokenVerifier(key, HEADER, config.verification());
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
     * Verifies a refresh token. Its header must be exactly the one that {@link #sign} writes.
     *
     * @param compact as presented: untrusted
     */
    public Verification verify(String compact, Instant now) {
        return verifier.verify(compact, now);
    }
}
