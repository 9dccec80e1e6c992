package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.client.Client;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Pairs of access and refresh tokens: issues them to users whose credentials were just checked, exchanges, verifies and revokes
 * them. Outcomes are results; methods throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot be asked,
 * and {@link ClaimsException} when the application's own claims cannot be added. Thread-safe; waits for the store.
 */
public final class Tokens {

    private final Logins logins;
    private final TokenPairs pairs;
    private final Refreshing refreshing;
    private final AccessTokens accessTokens;

    @Internal
    public Tokens(Logins logins, TokenPairs pairs, Refreshing refreshing, AccessTokens accessTokens) {
        this.logins = logins;
        this.pairs = pairs;
        this.refreshing = refreshing;
        this.accessTokens = accessTokens;
    }

    /** Begins a login for a user who just signed in, and gives its first pair. */
    public BeginResult<TokenPair> issue(User user, Client client) {
        AuditContext context = AuditContext.of(client, pairs.now());
        return logins.begin(
                        user,
                        LoginKind.TOKENS,
                        pairs.config().issuing().refreshLifetime(),
                        null,
                        Device.of(client),
                        context)
                .map(login -> pairs.mint(login, user));
    }

    /** Exchanges a refresh token as it was presented: untrusted. */
    public RefreshResult refresh(String refreshToken, Client client) {
        Verification verification = pairs.verifyRefreshToken(refreshToken);
        return verification instanceof Verification.Verified verified
                ? refresh(verified.token(), client, false)
                : new RefreshResult.Invalid(((Verification.Invalid) verification).reason());
    }

    /**
     * Exchanges a refresh token that {@link #readRefreshToken} gave.
     *
     * @param shared whether the token stands in a cookie that a browser's tabs share
     */
    public RefreshResult refresh(VerifiedToken token, Client client, boolean shared) {
        requireRefreshToken(token);
        Optional<Duration> wait = logins.countRefresh(loginOf(token));
        if (wait.isPresent()) {
            return new RefreshResult.Throttled(wait.get());
        }
        if (!pairs.config().issuing().rotateRefresh()) {
            return refreshing.renew(token);
        }
        return shared ? refreshing.rotateShared(token, client) : refreshing.rotate(token, client);
    }

    /** The refresh token of that text, if it is genuine and has not expired; whether it can be exchanged is another question. */
    public Optional<VerifiedToken> readRefreshToken(String text) {
        return verifyRefreshToken(text) instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    /** The same with the reason if the text is no such token. */
    public Verification verifyRefreshToken(String text) {
        return pairs.verifyRefreshToken(text);
    }

    /** Whether a refresh token could be exchanged now by the client that has it. Changes nothing. */
    public boolean isExchangeable(VerifiedToken refreshToken) {
        requireRefreshToken(refreshToken);
        return refreshing.isExchangeable(refreshToken);
    }

    /** The access token of that text, if it is genuine and has not expired, whatever became of its login since. */
    public Optional<VerifiedToken> readAccessToken(String text) {
        return accessTokens.read(text);
    }

    /**
     * Verifies an access token, as is done for each request: from memory while that may decide, else from the store. What another
     * process ended is known after {@code change.poll} at most. A refresh token is invalid here: it opens nothing. Changes
     * nothing.
     */
    public VerifyResult verify(String accessToken) {
        return accessTokens.verify(accessToken);
    }

    /** The same without waiting for the store; empty if memory is not enough. For event loops. */
    public Optional<VerifyResult> verifyFromMemory(String accessToken) {
        return accessTokens.verifyFromMemory(accessToken);
    }

    /** The same from the store alone: what any process ended before is taken into account. Costs two reads. */
    public VerifyResult verifyInStore(String accessToken) {
        return accessTokens.verifyInStore(accessToken);
    }

    /** Ends the login of a refresh token that {@link #readRefreshToken} gave; false if it has ended already. */
    public boolean revoke(VerifiedToken refreshToken, Client client) {
        requireRefreshToken(refreshToken);
        AuditContext context = AuditContext.of(client, pairs.now()).by(refreshToken.userId());
        return logins.end(refreshToken.userId(), loginOf(refreshToken), context);
    }

    /** An access token reads as the first generation of its login: it must not be exchanged as one. */
    private static void requireRefreshToken(VerifiedToken token) {
        if (token.type() != TokenType.REFRESH) {
            throw new IllegalArgumentException("an access token is no refresh token");
        }
    }

    /** The verifier lets no refresh token through that names no login. */
    private static TimeId loginOf(VerifiedToken token) {
        return Objects.requireNonNull(token.sid());
    }
}
