package dev.keycard.jwt;

import dev.keycard.id.TimeId;
import dev.keycard.id.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the claims of a token whose signature is valid. */
final class ClaimRules {

    private static final Pattern POSITIVE_DECIMAL = Pattern.compile("[1-9][0-9]{0,18}");

    private final VerificationConfig config;

    ClaimRules(VerificationConfig config) {
        this.config = config;
    }

    /**
     * The rules of access tokens.
     *
     * @param namesLogins whether the key's tokens can belong to a login. If not, neither {@code sid} nor rights count.
     */
    VerifiedToken access(Claims claims, boolean namesLogins, Instant now) throws InvalidJwtException {
        TimeId named = login(claims, namesLogins);
        if (named == null || !namesLogins) {
            return foreign(claims, named, now);
        }
        VerifiedToken.Common common = common(claims, TokenType.ACCESS, Duration.ZERO, now);
        // Checked here, and read again by the few callers that need them.
        rights(claims);
        return new VerifiedToken(common, new VerifiedToken.Origin(named, null, 0, authTime(claims)), claims.payload());
    }

    /** The rules of refresh tokens. */
    VerifiedToken refresh(Claims claims, Instant now) throws InvalidJwtException {
        VerifiedToken.Common common = common(claims, TokenType.REFRESH, Duration.ZERO, now);
        TimeId sid = Claims.required(login(claims, true));
        long generation = Claims.required(claims.count(ClaimName.GENERATION));
        VerifiedToken.Origin origin = new VerifiedToken.Origin(sid, null, generation, null);
        return new VerifiedToken(common, origin, claims.payload());
    }

    /**
     * For a token without a login, only {@code iat} decides whether the revocation of all logins of its user applies. A time in
     * the future would let the token survive the revocations until then.
     */
    private VerifiedToken foreign(Claims claims, @Nullable TimeId named, Instant now) throws InvalidJwtException {
        VerifiedToken.Common common = common(claims, TokenType.ACCESS, config.leeway(), now);
        if (common.countsFrom().isAfter(now)) {
            throw new InvalidJwtException(JwtError.NOT_YET_VALID);
        }
        return new VerifiedToken(common, VerifiedToken.Origin.foreign(named), claims.payload());
    }

    private VerifiedToken.Common common(Claims claims, TokenType expected, Duration ahead, Instant now)
            throws InvalidJwtException {
        Instant expiresAt = Claims.required(claims.time(ClaimName.EXPIRES));
        Instant issuedAt = claims.time(ClaimName.ISSUED);
        checkTimes(expiresAt, claims.time(ClaimName.NOT_BEFORE), now);
        if (issuedAt != null && !issuedAt.isBefore(expiresAt)) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        requireType(claims, expected);
        checkParties(claims);
        String jti = jti(claims);
        claims.text(ClaimName.SUBJECT);
        Instant countsFrom = issuedAt == null ? Instant.EPOCH : issuedAt.minus(ahead);
        return new VerifiedToken.Common(expected, expiresAt, issuedAt, countsFrom, jti, userId(claims));
    }

    /** A token is expired at the moment of {@code exp}, and valid at the moment of {@code nbf} (RFC 7519 section 4.1). */
    private void checkTimes(Instant expiresAt, @Nullable Instant notBefore, Instant now) throws InvalidJwtException {
        if (!now.isBefore(expiresAt.plus(config.leeway()))) {
            throw new InvalidJwtException(JwtError.EXPIRED);
        }
        if (notBefore != null && now.isBefore(notBefore.minus(config.leeway()))) {
            throw new InvalidJwtException(JwtError.NOT_YET_VALID);
        }
    }

    private static void requireType(Claims claims, TokenType expected) throws InvalidJwtException {
        if (TokenType.of(Claims.required(claims.text(ClaimName.TYPE))) != expected) {
            throw new InvalidJwtException(JwtError.WRONG_TYPE);
        }
    }

    /**
     * An audience in the token is checked even if none is configured: by RFC 7519 section 4.1.3, everyone whom it does not name
     * must refuse the token.
     */
    private void checkParties(Claims claims) throws InvalidJwtException {
        String issuer = claims.text(ClaimName.ISSUER);
        if (config.issuer() != null && !config.issuer().equals(issuer)) {
            throw new InvalidJwtException(JwtError.WRONG_ISSUER);
        }
        List<String> audience = claims.textOrTexts(ClaimName.AUDIENCE);
        boolean named = audience == null
                ? config.audience() == null
                : config.audience() != null && audience.contains(config.audience());
        if (!named) {
            throw new InvalidJwtException(JwtError.WRONG_AUDIENCE);
        }
    }

    private static String jti(Claims claims) throws InvalidJwtException {
        String jti = Claims.required(claims.text(ClaimName.ID));
        if (jti.isEmpty() || jti.length() > JwtLimits.JTI_LENGTH) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return jti;
    }

    /** Keycard writes the id as a text; simplejwt as a text or a number, depending on its version. */
    private UserId userId(Claims claims) throws InvalidJwtException {
        Object value = claims.value(ClaimName.USER);
        if (value == null) {
            throw new InvalidJwtException(JwtError.NO_USER);
        }
        if (value instanceof Long id && id > 0) {
            return UserId.of(id);
        }
        boolean texts = config.userIds() == VerificationConfig.UserIds.TEXTS;
        if (value instanceof String text
                && !texts
                && POSITIVE_DECIMAL.matcher(text).matches()) {
            return number(text);
        }
        if (value instanceof String text && texts) {
            return UserId.parse(text)
                    .filter(id -> !id.equals(UserId.NOBODY))
                    .orElseThrow(() -> new InvalidJwtException(JwtError.MALFORMED));
        }
        throw new InvalidJwtException(JwtError.MALFORMED);
    }

    private static UserId number(String decimal) throws InvalidJwtException {
        UserId id = new UserId(decimal);
        if (id.number().isEmpty()) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return id;
    }

    /** Other issuers may write any text into {@code sid}, a claim of OpenID Connect; Keycard writes only its own ids. */
    private static @Nullable TimeId login(Claims claims, boolean ours) throws InvalidJwtException {
        String sid = claims.text(ClaimName.LOGIN);
        Optional<TimeId> id = sid == null ? Optional.empty() : TimeId.parse(sid);
        if (sid != null && ours && id.isEmpty()) {
            throw new InvalidJwtException(JwtError.MALFORMED);
        }
        return id.orElse(null);
    }

    static Rights rights(Claims claims) throws InvalidJwtException {
        List<String> roles = claims.texts(ClaimName.ROLES);
        String tier = claims.text(ClaimName.TIER);
        Boolean staff = claims.flag(ClaimName.STAFF);
        return new Rights(
                roles == null ? Set.of() : Set.copyOf(roles), tier == null ? "" : tier, staff != null && staff);
    }

    private static @Nullable Instant authTime(Claims claims) throws InvalidJwtException {
        claims.texts(ClaimName.METHODS);
        return claims.time(ClaimName.AUTH_TIME);
    }
}
