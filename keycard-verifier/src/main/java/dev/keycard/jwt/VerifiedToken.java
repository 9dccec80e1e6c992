package dev.keycard.jwt;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, times and claims hold. Only {@link JwtVerifier} and {@link RefreshTokenVerifier} make one, so an
 * instance is the proof. Whether its login has ended since is not checked. Immutable and thread-safe.
 */
public final class VerifiedToken {

    /**
     * The claims of every token.
     *
     * @param countsFrom see {@link VerifiedToken#countsFrom}
     */
    record Common(
            TokenType type,
            Instant expiresAt,
            @Nullable Instant issuedAt,
            Instant countsFrom,
            String jti,
            UserId userId) {}

    /**
     * The claims that are trusted only in Keycard's own tokens.
     *
     * @param sid null in a token of another issuer
     * @param named the login that a token of another issuer names, which gives it no rights
     */
    record Origin(
            @Nullable TimeId sid,
            @Nullable TimeId named,
            long generation,
            Rights rights,
            @Nullable Instant authTime) {

        static Origin foreign(@Nullable TimeId named) {
            return new Origin(null, named, 0, Rights.NONE, null);
        }
    }

    private final Common common;
    private final Origin origin;
    private final Map<String, @Nullable Object> claims;

    VerifiedToken(Common common, Origin origin, Map<String, @Nullable Object> claims) {
        this.common = common;
        this.origin = origin;
        this.claims = claims;
    }

    public TokenType type() {
        return common.type();
    }

    /** As in the token, without leeway. */
    public Instant expiresAt() {
        return common.expiresAt();
    }

    /**
     * In whole seconds; null if a token of another issuer has no {@code iat}. Such a token counts as older than every
     * revocation.
     */
    public @Nullable Instant issuedAt() {
        return common.issuedAt();
    }

    /**
     * Revocations after this moment apply to the token. It is {@link #issuedAt}; for a token of another issuer it is earlier by
     * the leeway, because the issuer's clock may have been ahead by that, and the minimum if the token has no {@code iat}.
     */
    public Instant countsFrom() {
        return common.countsFrom();
    }

    public String jti() {
        return common.jti();
    }

    public UserId userId() {
        return common.userId();
    }

    /** The login that the token belongs to; null in a token of another issuer. A refresh token always has one. */
    public @Nullable TimeId sid() {
        return origin.sid();
    }

    /**
     * The login that a token of another issuer names; null if it names none, and in Keycard's own tokens. It gives the token no
     * rights. But if that login is one of Keycard's and ends, the token ends too, because a key that only verifies may have
     * been Keycard's own before.
     */
    public @Nullable TimeId namedLogin() {
        return origin.named();
    }

    /** The generation of a refresh token; 0 in an access token. */
    public long generation() {
        return origin.generation();
    }

    /** The roles of the user when the token was made. Empty in a token without a login: its user must be looked up. */
    public Set<String> roles() {
        return origin.rights().roles();
    }

    /** The tier of the user when the token was made; empty if there is none. */
    public String tier() {
        return origin.rights().tier();
    }

    public boolean staff() {
        return origin.rights().staff();
    }

    /** When the user was authenticated, in whole seconds; null in a refresh token, and in a token of another issuer. */
    public @Nullable Instant authTime() {
        return origin.authTime();
    }

    /** All signed claims. */
    public Map<String, @Nullable Object> claims() {
        return claims;
    }

    /** The claims that Keycard does not use: those of the application. */
    public Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(claims);
        extra.keySet().removeAll(ClaimName.RESERVED);
        return extra;
    }

    @Override
    public String toString() {
        return "VerifiedToken[" + type() + " of user " + userId() + "]";
    }
}
