package dev.keycard.jwt;

import dev.keycard.id.TimeId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, times and claims hold. Only {@link JwtVerifier} can make one, so to have one is the proof.
 * Whether its login has ended since is not its knowledge. Immutable and thread-safe.
 */
public final class VerifiedToken {

    private final TokenType type;
    private final Instant expiresAt;
    private final @Nullable Instant issuedAt;
    private final String jti;
    private final long userId;
    private final @Nullable TimeId sid;
    private final long generation;
    private final TokenClaims.Rights rights;
    private final @Nullable Instant authTime;
    private final Map<String, @Nullable Object> claims;

    VerifiedToken(
            TokenType type,
            Instant expiresAt,
            @Nullable Instant issuedAt,
            String jti,
            long userId,
            @Nullable TimeId sid,
            long generation,
            TokenClaims.Rights rights,
            @Nullable Instant authTime,
            Map<String, @Nullable Object> claims) {
        this.type = type;
        this.expiresAt = expiresAt;
        this.issuedAt = issuedAt;
        this.jti = jti;
        this.userId = userId;
        this.sid = sid;
        this.generation = generation;
        this.rights = rights;
        this.authTime = authTime;
        this.claims = claims;
    }

    public TokenType type() {
        return type;
    }

    /** As it is written in the token, without leeway. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** In whole seconds; null if a foreign token does not say. Such a token is older than any revocation, to be safe. */
    public @Nullable Instant issuedAt() {
        return issuedAt;
    }

    public String jti() {
        return jti;
    }

    public long userId() {
        return userId;
    }

    /** The login that the token belongs to; null in a token of another issuer. A refresh token always has one. */
    public @Nullable TimeId sid() {
        return sid;
    }

    /** The generation of a refresh token; 0 in an access token. */
    public long generation() {
        return generation;
    }

    /** Of the user, when the token was made. Empty in a token without login: its user has to be looked up. */
    public Set<String> roles() {
        return rights.roles();
    }

    /** Empty if none. */
    public String tier() {
        return rights.tier();
    }

    public boolean staff() {
        return rights.staff();
    }

    /** When the user proved who they are, in whole seconds; null in a refresh token, and in a token of another issuer. */
    public @Nullable Instant authTime() {
        return authTime;
    }

    /** All claims, as they were signed. */
    public Map<String, @Nullable Object> claims() {
        return claims;
    }

    /** The claims that Keycard gives no meaning: the application's own. */
    public Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(claims);
        extra.keySet().removeAll(ClaimName.RESERVED);
        return extra;
    }

    @Override
    public String toString() {
        return "VerifiedToken[" + type + " of user " + userId + "]";
    }
}
