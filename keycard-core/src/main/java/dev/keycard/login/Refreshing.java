package dev.keycard.login;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import dev.keycard.user.UserStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exchanges refresh tokens. A login has one row and a generation; the token names both. Exchanging is one compare-and-set on the
 * row, durable before the answer leaves.
 *
 * <p>Whoever comes with the generation just replaced lost a race or never saw the answer: within the limits of
 * {@link RefreshRules} they get the same successor, minted again from the row, and the audit tells of it. No second chain can
 * exist. Whoever comes later, from elsewhere, too often, or with an older generation, holds a token that was already used by
 * someone else: the login ends for both, since nothing tells the owner from the thief (RFC 9700 section 4.14.2). Thread-safe;
 * waits for the store.
 */
public final class Refreshing {

    private final LoginStore logins;
    private final UserStore users;
    private final TokenPairs pairs;
    private final RefreshRules rules;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    public Refreshing(
            LoginStore logins,
            UserStore users,
            TokenPairs pairs,
            RefreshRules rules,
            InstantSource clock,
            Consumer<AuthEvent.Observation> observations) {
        this.logins = logins;
        this.users = users;
        this.pairs = pairs;
        this.rules = rules;
        this.clock = clock;
        this.observations = observations;
    }

    /** The refresh token of that text, if it is genuine and has not expired; whether it can be exchanged is another question. */
    public Optional<VerifiedToken> read(String text) {
        return pairs.refreshToken(text);
    }

    /** The successor pair of a verified refresh token. Throws an {@link ApiError} if the token can no longer be exchanged. */
    public TokenPairs.Pair rotate(VerifiedToken token, Request request) {
        return redeem(token, request, false);
    }

    /**
     * The successor pair of a refresh token that a browser's tabs share, or the same pair if this client was only just given it:
     * that changes nothing, so it is neither counted nor observed.
     */
    public TokenPairs.Pair rotateShared(VerifiedToken token, Request request) {
        RefreshRules.Presented presented = presented(token, request, true);
        return logins.find(loginOf(token))
                .filter(login -> belongs(login, token) && rules.isJustMade(login, presented))
                .map(login -> pairs.mint(login, activeUser(token)))
                .orElseGet(() -> redeem(token, request, true));
    }

    /** A new access token for a refresh token that stays as it is: for configurations without rotation. */
    public String renew(VerifiedToken token) {
        User user = activeUser(token);
        Instant now = clock.instant();
        Login login = logins.find(loginOf(token)).orElseThrow(Refreshing::notValid);
        if (!belongs(login, token) || !rules.isLive(login, now) || login.generation() != token.generation()) {
            throw refusal(login, token);
        }
        return pairs.access(login, user, now);
    }

    /** Whether the token could be exchanged now by the client that has it; nothing is changed. */
    public boolean isExchangeable(VerifiedToken token) {
        Instant now = clock.instant();
        return users.find(token.userId()).filter(User::active).isPresent()
                && logins.find(loginOf(token))
                        .filter(login -> belongs(login, token) && rules.isLive(login, now))
                        .filter(login -> login.generation() == token.generation()
                                || rules.isPredecessor(login, token.generation(), now))
                        .isPresent();
    }

    private TokenPairs.Pair redeem(VerifiedToken token, Request request, boolean shared) {
        User user = activeUser(token);
        RefreshRules.Presented presented = presented(token, request, shared);
        AuditContext context = AuditContext.of(request, presented.at());
        Redemption redemption = logins.redeem(loginOf(token), login -> decide(login, token, presented), context)
                .orElseThrow(Refreshing::notValid);
        if (redemption instanceof Redemption.Refused || redemption instanceof Redemption.Reused) {
            throw refusal(redemption.login(), token);
        }
        if (redemption instanceof Redemption.Repeated repeated) {
            observations.accept(
                    new AuthEvent.RefreshRepeated(context, token.userId(), loginOf(token), repeated.sameClient()));
        }
        return pairs.mint(redemption.login(), user);
    }

    private Redemption decide(Login login, VerifiedToken token, RefreshRules.Presented presented) {
        return belongs(login, token) ? rules.decide(login, presented) : new Redemption.Refused(login);
    }

    private RefreshRules.Presented presented(VerifiedToken token, Request request, boolean shared) {
        return new RefreshRules.Presented(token.generation(), Device.of(request).key(), shared, clock.instant());
    }

    private User activeUser(VerifiedToken token) {
        return users.find(token.userId())
                .filter(User::active)
                .orElseThrow(() -> new ApiError(ErrorCode.NO_ACTIVE_ACCOUNT));
    }

    /** The verifier lets no refresh token through that names no login. */
    private static TimeId loginOf(VerifiedToken token) {
        return Objects.requireNonNull(token.sid());
    }

    private static boolean belongs(Login login, VerifiedToken token) {
        return login.kind() == LoginKind.TOKENS && login.userId() == token.userId();
    }

    private static ApiError refusal(Login login, VerifiedToken token) {
        return belongs(login, token) ? new ApiError(whyEnded(login)) : notValid();
    }

    private static ErrorCode whyEnded(Login login) {
        if (login.endReason() == EndReason.PASSWORD_CHANGED) {
            return ErrorCode.PASSWORD_CHANGED;
        }
        return login.endReason() == EndReason.USER_DEACTIVATED
                ? ErrorCode.NO_ACTIVE_ACCOUNT
                : ErrorCode.TOKEN_NOT_VALID;
    }

    private static ApiError notValid() {
        return new ApiError(ErrorCode.TOKEN_NOT_VALID);
    }
}
