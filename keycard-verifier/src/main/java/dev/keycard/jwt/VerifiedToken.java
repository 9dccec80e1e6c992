package dev.keycard.jwt;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token whose signature, times and claims hold. Only {@link JwtVerifier} and {@link RefreshTokenVerifier} make one, so
 * having one is the proof. It does not know whether its login has ended since. Immutable and thread-safe.
 */
public final class VerifiedToken {

    /**
     * What every token tells.
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
     * What only a token of Keycard's own is believed to tell.
     *
     * @param sid null in a token of another issuer
     * @param named what a token of another issuer calls its login, which it gains nothing by
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

    /** As it is written in the token, without leeway. */
    public Instant expiresAt() {
        return common.expiresAt();
    }

    /** In whole seconds; null if a foreign token does not say. Such a token is older than any revocation, to be safe. */
    public @Nullable Instant issuedAt() {
        return common.issuedAt();
    }

    /**
     * The moment after which an ending reaches the token. It is {@link #issuedAt}; in a token of another issuer it is earlier by
     * the leeway, because the issuer's clock may have been ahead by that, and the beginning of time if the token does not say.
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
     * What a token of another issuer names as its login; null if it names none, and in a token of Keycard's own. It lends the
     * token nothing, but when that login is one of Keycard's and ends, the token ends with it: a key that only verifies may have
     * been Keycard's own before.
     */
    public @Nullable TimeId namedLogin() {
        return origin.named();
    }

    /** The generation of a refresh token; 0 in an access token. */
    public long generation() {
        return origin.generation();
    }

    /** Of the user, when the token was made. Empty in a token without login: its user has to be looked up. */
    public Set<String> roles() {
        return origin.rights().roles();
    }

    /** Empty if none. */
    public String tier() {
        return origin.rights().tier();
    }

    public boolean staff() {
        return origin.rights().staff();
    }

    /** When the user proved who they are, in whole seconds; null in a refresh token, and in a token of another issuer. */
    public @Nullable Instant authTime() {
        return origin.authTime();
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
        return "VerifiedToken[" + type() + " of user " + userId() + "]";
    }
}
