package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.client.Client;
import dev.keycard.id.TimeId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Exchanges refresh tokens. A login has one row and a generation; the token names both. An exchange is one compare-and-set on
 * the row, durable before the answer is sent.
 *
 * <p>A client that presents the generation that was just replaced lost a race or did not receive the answer: within the limits
 * of {@link RefreshRules} it gets the same successor, made again from the row, and the audit records that. A second chain
 * cannot exist. A token that is presented later, from elsewhere, too often, or with an older generation was already used by
 * another client: the login ends for both, because the owner and the thief cannot be distinguished (RFC 9700 section 4.14.2).
 * Thread-safe; blocks for the store.
 */
@Internal
public final class Refreshing {

    private static final RefreshResult USER_INACTIVE = new RefreshResult.Ended(RefreshResult.Cause.USER_INACTIVE);

    private static final RefreshResult NOT_GIVEN_OUT = new RefreshResult.Invalid(RefreshResult.Misuse.NOT_GIVEN_OUT);

    private final LoginsAndUsers stores;
    private final TokenPairs pairs;
    private final RefreshRules rules;
    private final InstantSource clock;
    private final Consumer<AuthEvent.Observation> observations;

    public Refreshing(
            LoginsAndUsers stores,
            TokenPairs pairs,
            RefreshRules rules,
            InstantSource clock,
            Consumer<AuthEvent.Observation> observations) {
        this.stores = stores;
        this.pairs = pairs;
        this.rules = rules;
        this.clock = clock;
        this.observations = observations;
    }

    /** Exchanges a refresh token for the successor pair. */
    RefreshResult rotate(VerifiedToken token, Client client) {
        RefreshRules.Presented presented = presented(token, client, false);
        return usual(token, presented).orElseGet(() -> redeem(token, client, presented));
    }

    /**
     * Exchanges a refresh token that a browser's tabs share for the successor pair, or for the same pair if this client has
     * just received it: that changes nothing, so it is neither counted nor observed.
     */
    RefreshResult rotateShared(VerifiedToken token, Client client) {
        RefreshRules.Presented presented = presented(token, client, true);
        return usual(token, presented).orElseGet(() -> {
            Optional<Login> justMade = logins().find(loginOf(token))
                    .filter(login -> belongs(login, token) && rules.isJustMade(login, presented));
            return justMade.isPresent() ? again(justMade.get(), token) : redeem(token, client, presented);
        });
    }

    /** What most requests want, in one step of the store. What does not fit is decided in a transaction. */
    private Optional<RefreshResult> usual(VerifiedToken token, RefreshRules.Presented presented) {
        return rules.usual(loginOf(token), token.userId(), presented)
                .flatMap(stores::exchange)
                .map(done -> new RefreshResult.Refreshed(pairs.mint(done.login(), done.user())));
    }

    private LoginStore logins() {
        return stores.logins();
    }

    private RefreshResult again(Login login, VerifiedToken token) {
        return activeUser(token)
                .<RefreshResult>map(user -> new RefreshResult.Refreshed(pairs.mint(login, user)))
                .orElse(USER_INACTIVE);
    }

    /** Issues a new access token and keeps the refresh token. For configurations without rotation. */
    RefreshResult renew(VerifiedToken token) {
        Optional<User> user = activeUser(token);
        if (user.isEmpty()) {
            return USER_INACTIVE;
        }
        Instant now = clock.instant();
        Login login = logins().find(loginOf(token)).orElse(null);
        if (login == null || !belongs(login, token)) {
            return NOT_GIVEN_OUT;
        }
        if (!rules.isLive(login, now) || login.generation() != token.generation()) {
            return refusal(login, now);
        }
        return new RefreshResult.Refreshed(pairs.renewed(login, user.get(), now));
    }

    /** Whether the client could exchange the token now. Changes nothing. */
    boolean isExchangeable(VerifiedToken token) {
        if (activeUser(token).isEmpty()) {
            return false;
        }
        Instant now = clock.instant();
        return logins().find(loginOf(token))
                .filter(login -> belongs(login, token) && rules.isLive(login, now))
                .filter(login ->
                        login.generation() == token.generation() || rules.isPredecessor(login, token.generation(), now))
                .isPresent();
    }

    private RefreshResult redeem(VerifiedToken token, Client client, RefreshRules.Presented presented) {
        Optional<User> user = activeUser(token);
        if (user.isEmpty()) {
            return USER_INACTIVE;
        }
        AuditContext context = AuditContext.of(client, presented.at());
        Redemption redemption = logins().redeem(loginOf(token), login -> decide(login, token, presented), context)
                .orElse(null);
        if (redemption == null || !belongs(redemption.login(), token)) {
            return NOT_GIVEN_OUT;
        }
        if (redemption instanceof Redemption.Reused) {
            return new RefreshResult.Reused();
        }
        if (redemption instanceof Redemption.Refused) {
            return refusal(redemption.login(), presented.at());
        }
        if (redemption instanceof Redemption.Repeated repeated) {
            observations.accept(
                    new AuthEvent.RefreshRepeated(context, token.userId(), loginOf(token), repeated.sameClient()));
        }
        return new RefreshResult.Refreshed(pairs.mint(redemption.login(), user.get()));
    }

    private Redemption decide(Login login, VerifiedToken token, RefreshRules.Presented presented) {
        return belongs(login, token) ? rules.decide(login, presented) : new Redemption.Refused(login);
    }

    private RefreshRules.Presented presented(VerifiedToken token, Client client, boolean shared) {
        return new RefreshRules.Presented(token.generation(), Device.of(client).key(), shared, clock.instant());
    }

    private Optional<User> activeUser(VerifiedToken token) {
        return stores.active(token.userId());
    }

    /** The verifier refuses a refresh token without a login. */
    private static TimeId loginOf(VerifiedToken token) {
        return Objects.requireNonNull(token.sid());
    }

    private static boolean belongs(Login login, VerifiedToken token) {
        return login.kind() == LoginKind.TOKENS && login.userId().equals(token.userId());
    }

    /** A live login that refuses did not issue the token: the database is older than the token. */
    private RefreshResult refusal(Login login, Instant now) {
        if (login.endReason() == EndReason.PASSWORD_CHANGED) {
            return new RefreshResult.Ended(RefreshResult.Cause.PASSWORD_CHANGED);
        }
        if (login.endReason() == EndReason.USER_DEACTIVATED) {
            return USER_INACTIVE;
        }
        return rules.isLive(login, now) ? NOT_GIVEN_OUT : new RefreshResult.Ended(RefreshResult.Cause.LOGIN_ENDED);
    }
}
