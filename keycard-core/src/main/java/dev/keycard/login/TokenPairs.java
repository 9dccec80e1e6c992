package dev.keycard.login;

import dev.keycard.jwt.JwtConfig;
import dev.keycard.jwt.JwtSigner;
import dev.keycard.jwt.RefreshTokens;
import dev.keycard.jwt.TokenClaims;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Mints tokens from a login's row. The same row gives the same claims however often it is asked: that is what makes a retried
 * refresh harmless. Thread-safe.
 */
public final class TokenPairs {

    /** An access token and the refresh token that follows it. */
    public record Pair(String access, String refresh) {

        @Override
        public String toString() {
            return "Pair[***]";
        }
    }

    private final JwtConfig config;
    private final JwtSigner signer;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    public TokenPairs(JwtConfig config, JwtSigner signer, RefreshTokens refreshTokens, InstantSource clock) {
        this.config = config;
        this.signer = signer;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /** The refresh token of that text, if it is genuine and has not expired; whether it can be exchanged is another question. */
    Optional<VerifiedToken> refreshToken(String text) {
        return refreshTokens.verify(text, clock.instant()) instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    /** The pair of the login's current generation. */
    public Pair mint(Login login, User user) {
        return new Pair(access(login, user, login.rotatedAt()), refresh(login));
    }

    /** An access token alone, issued at that moment. */
    public String access(Login login, User user, Instant issuedAt) {
        Instant expiresAt = earlier(issuedAt.plus(config.accessLifetime()), absoluteEnd(login));
        String jti = login.id() + "." + login.generation() + "." + issuedAt.toEpochMilli();
        TokenClaims.Rights rights = new TokenClaims.Rights(user.roles(), user.tier(), user.staff());
        return signer.sign(
                TokenClaims.access(login.id(), user.id(), jti, issuedAt, expiresAt, rights)
                        .provenBy(login.authentication()),
                clock.instant());
    }

    private String refresh(Login login) {
        String jti = login.id() + "." + login.generation();
        return refreshTokens.sign(TokenClaims.refresh(
                login.id(), login.userId(), jti, login.rotatedAt(), login.expiresAt(), login.generation()));
    }

    private Instant absoluteEnd(Login login) {
        return login.createdAt().plus(config.loginLifetime());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
