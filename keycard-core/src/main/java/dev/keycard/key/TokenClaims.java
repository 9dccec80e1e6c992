package dev.keycard.key;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Authentication;
import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtLimits;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.TokenType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a new token. Times are written in whole seconds, rounded down. Immutable.
 *
 * @param userId written as a text into {@code user_id} and {@code sub}
 * @param sid the login that the token belongs to
 * @param generation of the login's refresh token; null in an access token
 * @param roles access tokens only
 * @param tier access tokens only; empty if none
 * @param staff access tokens only
 * @param authentication when and how the user was authenticated; access tokens only, null to omit it
 * @param extra the application's own claims, access tokens only: maps, lists, texts, numbers, booleans and null
 */
@Internal
public record TokenClaims(
        TokenType type,
        Instant expiresAt,
        Instant issuedAt,
        String jti,
        UserId userId,
        TimeId sid,
        @Nullable Long generation,
        Set<String> roles,
        String tier,
        boolean staff,
        @Nullable Authentication authentication,
        Map<String, @Nullable Object> extra) {

    /** @throws IllegalArgumentException if the claims contradict each other or the verifier would refuse them */
    public TokenClaims {
        if (userId.equals(UserId.NOBODY)
                || jti.isEmpty()
                || jti.length() > JwtLimits.JTI_LENGTH
                || !issuedAt.isBefore(expiresAt)) {
            throw new IllegalArgumentException("a token has a user, an id, and a time to live");
        }
        if ((type == TokenType.REFRESH) != (generation != null) || (generation != null && generation < 0)) {
            throw new IllegalArgumentException("a refresh token, and no other, has a generation");
        }
        roles = Set.copyOf(roles);
        extra = ExtraClaims.copyOf(extra);
        boolean rights = !roles.isEmpty() || !tier.isEmpty() || staff || authentication != null;
        if (type == TokenType.REFRESH && (rights || !extra.isEmpty())) {
            throw new IllegalArgumentException("a refresh token carries no rights");
        }
    }

    /** An access token without claims of the application. */
    public static TokenClaims access(
            TimeId sid, UserId userId, String jti, Instant issuedAt, Instant expiresAt, Rights rights) {
        return new TokenClaims(
                TokenType.ACCESS,
                expiresAt,
                issuedAt,
                jti,
                userId,
                sid,
                null,
                rights.roles(),
                rights.tier(),
                rights.staff(),
                null,
                Map.of());
    }

    /** A refresh token. */
    public static TokenClaims refresh(
            TimeId sid, UserId userId, String jti, Instant issuedAt, Instant expiresAt, long generation) {
        return new TokenClaims(
                TokenType.REFRESH,
                expiresAt,
                issuedAt,
                jti,
                userId,
                sid,
                generation,
                Set.of(),
                "",
                false,
                null,
                Map.of());
    }

    /** The same with claims of the application's own. */
    public TokenClaims withExtra(Map<String, @Nullable Object> claims) {
        return with(authentication, claims);
    }

    /** The same, with the time and the methods of the authentication. */
    public TokenClaims provenBy(Authentication proof) {
        return with(proof, extra);
    }

    private TokenClaims with(@Nullable Authentication proof, Map<String, @Nullable Object> claims) {
        return new TokenClaims(
                type, expiresAt, issuedAt, jti, userId, sid, generation, roles, tier, staff, proof, claims);
    }
}
