package dev.keycard.key;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Base64Url;
import dev.keycard.jwt.JwtLimits;
import dev.keycard.jwt.TokenType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;

/** Signs access tokens with the key of the ring that signs at that moment. Thread-safe. */
@Internal
public final class JwtSigner {

    private final Supplier<SigningKeys> keys;
    private final ClaimsWriter writer;

    /** @param keys the current keys, usually {@code keys::current} */
    public JwtSigner(Supplier<SigningKeys> keys, JwtConfig config) {
        this.keys = keys;
        this.writer = new ClaimsWriter(config.verification());
    }

    /**
     * Returns the token in its compact form, signed by the key that signs at that moment.
     *
     * @throws IllegalArgumentException if these are not the claims of an access token, or the application's claims make it
     *     longer than the verifier accepts
     */
    public String sign(TokenClaims claims, Instant now) {
        if (claims.type() != TokenType.ACCESS) {
            throw new IllegalArgumentException("published keys sign access tokens only");
        }
        SigningKey key = keys.get().signer(now);
        String input = key.header() + '.' + Base64Url.encode(writer.payload(claims));
        String token = input + '.' + Base64Url.encode(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
        if (token.length() > JwtLimits.LENGTH) {
            throw new IllegalArgumentException("the claims are too large for a token");
        }
        return token;
    }
}
