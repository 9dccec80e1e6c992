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
            @Nullable Instant authTime) {

        static Origin foreign(@Nullable TimeId named) {
            return new Origin(null, named, 0, null);
        }
    }

    private final Common common;
    private final Origin origin;
    /** Kept in place of the claims, which take ten times as much memory: caches hold many tokens, and few claims are read. */
    private final byte[] payload;

    /** Read when they are first needed. A race reads them twice, which does no harm: they are immutable. */
    private @Nullable Rights rights;

    VerifiedToken(Common common, Origin origin, byte[] payload) {
        this.common = common;
        this.origin = origin;
        this.payload = payload;
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
        return rights().roles();
    }

    /** The tier of the user when the token was made; empty if there is none. */
    public String tier() {
        return rights().tier();
    }

    public boolean staff() {
        return rights().staff();
    }

    /** When the user was authenticated, in whole seconds; null in a refresh token, and in a token of another issuer. */
    public @Nullable Instant authTime() {
        return origin.authTime();
    }

    private Rights rights() {
        Rights known = rights;
        if (known == null) {
            known = type() == TokenType.ACCESS && sid() != null ? read(ClaimRules::rights) : Rights.NONE;
            rights = known;
        }
        return known;
    }

    /** All signed claims; read anew by each call. */
    public Map<String, @Nullable Object> claims() {
        return read(Claims::all);
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.of(Claims.read(payload));
        } catch (InvalidJwtException impossible) {
            throw new IllegalStateException("a verified token cannot be read", impossible);
        }
    }

    /** Reads claims that were verified. */
    private interface Reading<T> {
        T of(Claims claims) throws InvalidJwtException;
    }

    /** The claims that Keycard does not use: those of the application. */
    public Map<String, @Nullable Object> extra() {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(claims());
        extra.keySet().removeAll(ClaimName.RESERVED);
        return extra;
    }

    @Override
    public String toString() {
        return "VerifiedToken[" + type() + " of user " + userId() + "]";
    }
}
