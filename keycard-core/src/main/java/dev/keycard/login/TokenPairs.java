package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.jwt.Rights;
import dev.keycard.jwt.Verification;
import dev.keycard.key.JwtConfig;
import dev.keycard.key.JwtSigner;
import dev.keycard.key.RefreshTokens;
import dev.keycard.key.TokenClaims;
import dev.keycard.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens from a login's row. The same row always gives the same claims, so a retried refresh is idempotent. Thread-safe.
 */
@Internal
public final class TokenPairs {

    private final JwtConfig config;
    private final JwtSigner signer;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;
    private final ClaimsContributor contributor;

    /** Makes tokens without claims of an application. */
    public TokenPairs(JwtConfig config, JwtSigner signer, RefreshTokens refreshTokens, InstantSource clock) {
        this(config, signer, refreshTokens, clock, ClaimsContributor.NONE);
    }

    public TokenPairs(
            JwtConfig config,
            JwtSigner signer,
            RefreshTokens refreshTokens,
            InstantSource clock,
            ClaimsContributor contributor) {
        this.contributor = contributor;
        this.config = config;
        this.signer = signer;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    Verification verifyRefreshToken(String text) {
        return refreshTokens.verify(text, clock.instant());
    }

    JwtConfig config() {
        return config;
    }

    Instant now() {
        return clock.instant();
    }

    /** The pair of the login's current generation. */
    public TokenPair mint(Login login, User user) {
        return new TokenPair(access(login, user, login.rotatedAt()), refresh(login), login.id());
    }

    /** A new access token, and the refresh token that the client has: the same row gives the same token again. */
    TokenPair renewed(Login login, User user, Instant now) {
        return new TokenPair(access(login, user, now), refresh(login), login.id());
    }

    /** Only an access token, issued at that moment. */
    public String access(Login login, User user, Instant issuedAt) {
        Instant expiresAt = earlier(issuedAt.plus(config.issuing().accessLifetime()), absoluteEnd(login));
        String jti = login.id() + "." + login.generation() + "." + issuedAt.toEpochMilli();
        Rights rights = new Rights(user.roles(), user.tier(), user.staff());
        TokenClaims claims = TokenClaims.access(login.id(), user.id(), jti, issuedAt, expiresAt, rights)
                .provenBy(login.authentication());
        Map<String, @Nullable Object> extra = contributed(user, login);
        try {
            return signer.sign(claims.withExtra(extra), clock.instant());
        } catch (IllegalArgumentException refused) {
            throw new ClaimsException(contributor, refused);
        }
    }

    private Map<String, @Nullable Object> contributed(User user, Login login) {
        try {
            return new LinkedHashMap<>(contributor.claims(user, login));
        } catch (RuntimeException failed) {
            throw new ClaimsException(contributor, failed);
        }
    }

    private String refresh(Login login) {
        String jti = login.id() + "." + login.generation();
        return refreshTokens.sign(TokenClaims.refresh(
                login.id(), login.userId(), jti, login.rotatedAt(), login.expiresAt(), login.generation()));
    }

    private Instant absoluteEnd(Login login) {
        return login.createdAt().plus(config.issuing().loginLifetime());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
