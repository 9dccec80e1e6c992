package dev.keycard.jwt;

import dev.keycard.id.TimeId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the claims of a token with a good signature have to be. */
final class ClaimRules {

    private static final Pattern POSITIVE_DECIMAL = Pattern.compile("[1-9][0-9]{0,18}");

    private final JwtConfig config;

    ClaimRules(JwtConfig config) {
        this.config = config;
    }

    /** @param expected null for any type */
    VerifiedToken apply(Claims claims, @Nullable TokenType expected, Instant now) throws Refused {
        Instant expiresAt = Claims.required(claims.time(ClaimName.EXPIRES));
        Instant issuedAt = claims.time(ClaimName.ISSUED);
        checkTimes(expiresAt, claims.time(ClaimName.NOT_BEFORE), now);
        TokenType type = type(claims, expected);
        checkParties(claims);
        String jti = jti(claims);
        claims.text(ClaimName.SUBJECT);
        long userId = userId(claims);
        TimeId sid = sid(claims, type);
        long generation = type == TokenType.REFRESH ? Claims.required(claims.count(ClaimName.GENERATION)) : 0;
        return new VerifiedToken(
                type,
                expiresAt,
                issuedAt,
                jti,
                userId,
                sid,
                generation,
                rights(claims, type, sid),
                authTime(claims, type, sid),
                claims.all());
    }

    /** A token is expired in the very moment that it names, and valid in the one that {@code nbf} names (RFC 7519 section 4.1). */
    private void checkTimes(Instant expiresAt, @Nullable Instant notBefore, Instant now) throws Refused {
        if (!now.isBefore(expiresAt.plus(config.leeway()))) {
            throw new Refused(Reason.EXPIRED);
        }
        if (notBefore != null && now.isBefore(notBefore.minus(config.leeway()))) {
            throw new Refused(Reason.NOT_YET_VALID);
        }
    }

    private static TokenType type(Claims claims, @Nullable TokenType expected) throws Refused {
        TokenType type = TokenType.of(Claims.required(claims.text(ClaimName.TYPE)));
        if (type == null || (expected != null && type != expected)) {
            throw new Refused(Reason.WRONG_TYPE);
        }
        return type;
    }

    /**
     * An audience in the token binds even when none is configured: RFC 7519 section 4.1.3 wants a token refused by everyone
     * whom it does not name.
     */
    private void checkParties(Claims claims) throws Refused {
        String issuer = claims.text(ClaimName.ISSUER);
        if (config.issuer() != null && !config.issuer().equals(issuer)) {
            throw new Refused(Reason.WRONG_ISSUER);
        }
        List<String> audience = claims.textOrTexts(ClaimName.AUDIENCE);
        boolean named = audience == null
                ? config.audience() == null
                : config.audience() != null && audience.contains(config.audience());
        if (!named) {
            throw new Refused(Reason.WRONG_AUDIENCE);
        }
    }

    private static String jti(Claims claims) throws Refused {
        String jti = Claims.required(claims.text(ClaimName.ID));
        if (jti.isEmpty() || jti.length() > TokenClaims.MAX_JTI_LENGTH) {
            throw new Refused(Reason.MALFORMED);
        }
        return jti;
    }

    /** Keycard writes the id as text; simplejwt as text or as number, by its version. */
    private static long userId(Claims claims) throws Refused {
        Object value = claims.value(ClaimName.USER);
        if (value == null) {
            throw new Refused(Reason.NO_USER);
        }
        if (value instanceof Long id && id > 0) {
            return id;
        }
        if (value instanceof String text && POSITIVE_DECIMAL.matcher(text).matches()) {
            return parse(text);
        }
        throw new Refused(Reason.MALFORMED);
    }

    private static long parse(String decimal) throws Refused {
        try {
            return Long.parseLong(decimal);
        } catch (NumberFormatException tooLarge) {
            throw new Refused(Reason.MALFORMED);
        }
    }

    private static @Nullable TimeId sid(Claims claims, TokenType type) throws Refused {
        String sid = claims.text(ClaimName.LOGIN);
        if (sid == null) {
            if (type == TokenType.REFRESH) {
                throw new Refused(Reason.MISSING_CLAIM);
            }
            return null;
        }
        return TimeId.parse(sid).orElseThrow(() -> new Refused(Reason.MALFORMED));
    }

    /** Only Keycard's own tokens carry rights that count: in others, claims of these names may mean anything. */
    private static TokenClaims.Rights rights(Claims claims, TokenType type, @Nullable TimeId sid) throws Refused {
        if (type != TokenType.ACCESS || sid == null) {
            return TokenClaims.Rights.NONE;
        }
        List<String> roles = claims.texts(ClaimName.ROLES);
        String tier = claims.text(ClaimName.TIER);
        Boolean staff = claims.flag(ClaimName.STAFF);
        return new TokenClaims.Rights(
                roles == null ? Set.of() : Set.copyOf(roles), tier == null ? "" : tier, staff != null && staff);
    }

    /** As with the rights: what another program writes says nothing about how Keycard knows the user. */
    private static @Nullable Instant authTime(Claims claims, TokenType type, @Nullable TimeId sid) throws Refused {
        if (type != TokenType.ACCESS || sid == null) {
            return null;
        }
        claims.texts(ClaimName.METHODS);
        return claims.time(ClaimName.AUTH_TIME);
    }
}
