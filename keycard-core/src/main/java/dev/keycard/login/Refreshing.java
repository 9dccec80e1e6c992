package dev.keycard.login;

import dev.keycard.audit.Occasion;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.JwtConfig;
import dev.keycard.jwt.RefreshTokens;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Exchanges refresh tokens. A login has one row and a generation; the token names both. Exchanging is one compare-and-set on the
 * row, durable before the answer leaves.
 *
 * <p>Whoever comes with the generation just replaced, within the grace, lost a race or never saw the answer: they get the same
 * successor, minted again from the row. No second chain can exist. Whoever comes later, or with an older generation, holds a
 * token that was already used by someone else: the login ends for both, since nothing tells the owner from the thief
 * (RFC 9700 section 4.14.2). Thread-safe; waits for the store.
 */
public final class Refreshing {

    /** For how long a refresh token that was just made is handed out again to tabs that share it. */
    private static final Duration SHARED = Duration.ofSeconds(5);

    private final LoginStore logins;
    private final UserStore users;
    private final RefreshTokens tokens;
    private final TokenPairs pairs;
    private final JwtConfig config;
    private final InstantSource clock;

    public Refreshing(
            LoginStore logins,
            UserStore users,
            RefreshTokens tokens,
            TokenPairs pairs,
            JwtConfig config,
            InstantSource clock) {
        this.logins = logins;
        this.users = users;
        this.tokens = tokens;
        this.pairs = pairs;
        this.config = config;
        this.clock = clock;
    }

    /** The refresh token of that text, if it is genuine and has not expired; whether it can be exchanged is another question. */
    public Optional<VerifiedToken> read(String text) {
        return tokens.verify(text, clock.instant()) instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    /** The successor pair of a verified refresh token. Throws an {@link ApiError} if the token can no longer be exchanged. */
    public TokenPairs.Pair rotate(VerifiedToken token, Request request) {
        User user = activeUser(token);
        Instant now = clock.instant();
        Instant idleLimit = pairs.idleLimit(loginOf(token).time(), now);
        Optional<Login> rotated = logins.rotate(loginOf(token), token.generation(), now, idleLimit);
        return pairs.mint(rotated.orElseGet(() -> successorAgain(token, now, request)), user);
    }

    /**
     * The successor pair of a refresh token that a browser's tabs share, or the same pair if it is only just made. Each tab sends
     * the cookie as it was a moment ago: if the second tab made a second successor at once, a third tab that is still on its way
     * with the first token would look like a thief. Never longer than the grace, so without one every refresh rotates.
     */
    public TokenPairs.Pair rotateShared(VerifiedToken token, Request request) {
        Instant now = clock.instant();
        return logins.find(loginOf(token))
                .filter(login -> belongs(login, token) && login.isLive(now))
                .filter(login -> login.generation() == token.generation() && isJustMade(login, now))
                .map(login -> pairs.mint(login, activeUser(token)))
                .orElseGet(() -> rotate(token, request));
    }

    private boolean isJustMade(Login login, Instant now) {
        boolean fresh =
                now.isBefore(login.rotatedAt().plus(config.accessLifetime().dividedBy(2)));
        return fresh
                && now.isBefore(login.rotatedAt().plus(SHARED))
                && now.isBefore(login.rotatedAt().plus(config.refreshGrace()));
    }

    /** A new access token for a refresh token that stays as it is: for configurations without rotation. */
    public String renew(VerifiedToken token) {
        User user = activeUser(token);
        Instant now = clock.instant();
        Login login = live(token, now);
        if (login.generation() != token.generation()) {
            throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
        }
        return pairs.access(login, user, now);
    }

    /** Whether the token could be exchanged now; nothing is changed. */
    public boolean isExchangeable(VerifiedToken token) {
        Instant now = clock.instant();
        return users.find(token.userId()).filter(User::active).isPresent()
                && logins.find(loginOf(token))
                        .filter(login -> belongs(login, token) && login.isLive(now))
                        .filter(login -> login.generation() == token.generation() || isPredecessor(login, token, now))
                        .isPresent();
    }

    private Login successorAgain(VerifiedToken token, Instant now, Request request) {
        Login login = live(token, now);
        if (isPredecessor(login, token, now)) {
            return login;
        }
        // A generation from the future means that the database is older than the token; nobody stole anything.
        if (token.generation() < login.generation()) {
            endStolen(login, now, request);
        }
        throw new ApiError(ErrorCode.TOKEN_NOT_VALID);
    }

    private boolean isPredecessor(Login login, VerifiedToken token, Instant now) {
        return login.generation() == token.generation() + 1
                && !now.isAfter(login.rotatedAt().plus(config.refreshGrace()));
    }

    private void endStolen(Login login, Instant now, Request request) {
        logins.end(login.id(), EndReason.REFRESH_REUSED, Occasion.of(request, now));
    }

    private User activeUser(VerifiedToken token) {
        return users.find(token.userId())
                .filter(User::active)
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
    }

    private Login live(VerifiedToken token, Instant now) {
        Login login = logins.find(loginOf(token))
                .filter(found -> belongs(found, token))
                .orElseThrow(() -> new ApiError(ErrorCode.TOKEN_NOT_VALID));
        if (!login.isLive(now)) {
            throw new ApiError(whyEnded(login));
        }
        return login;
    }

    /** The verifier lets no refresh token through that names no login. */
    private static TimeId loginOf(VerifiedToken token) {
        return Objects.requireNonNull(token.sid());
    }

    private static boolean belongs(Login login, VerifiedToken token) {
        return login.kind() == LoginKind.TOKENS && login.userId() == token.userId();
    }

    private static ErrorCode whyEnded(Login login) {
        if (login.endReason() == EndReason.PASSWORD_CHANGED) {
            return ErrorCode.PASSWORD_CHANGED;
        }
        return login.endReason() == EndReason.USER_DEACTIVATED
                ? ErrorCode.NO_ACTIVE_ACCOUNT
                : ErrorCode.TOKEN_NOT_VALID;
    }
}
