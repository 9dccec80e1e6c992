package dev.keycard.web.oauth2;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.gate.Outcome;
import dev.keycard.http.Json;
import dev.keycard.id.UserId;
import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.TokenType;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.LoginStore;
import dev.keycard.login.Refreshing;
import dev.keycard.user.User;
import dev.keycard.web.jwt.JwtAuthenticator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what a token is good for at this moment (RFC 7662 section 2.2). Whoever asks relies on the answer in place of a look of
 * their own, so the store is asked each time, and what another node ended is known at once. What is not good is inactive, and
 * nothing tells why. Asking does not count as using the token. Thread-safe; waits for the store.
 */
public final class Introspection {

    private final JwtVerifier verifier;
    private final JwtAuthenticator accessTokens;
    private final Refreshing refreshing;
    private final ApiTokens apiTokens;
    private final LoginStore logins;
    private final Function<UserId, Optional<User>> users;
    private final ActiveToken.Issuer issuer;
    private final InstantSource clock;

    public Introspection(
            JwtVerifier verifier,
            JwtAuthenticator accessTokens,
            Refreshing refreshing,
            ApiTokens apiTokens,
            LoginStore logins,
            Function<UserId, Optional<User>> users,
            ActiveToken.Issuer issuer,
            InstantSource clock) {
        this.verifier = verifier;
        this.accessTokens = accessTokens;
        this.refreshing = refreshing;
        this.apiTokens = apiTokens;
        this.logins = logins;
        this.users = users;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** The answer about a token, whatever was presented as one. */
    public ObjectNode describe(String token) {
        Optional<ObjectNode> active = TokenText.isWellFormed(token) ? apiToken(token) : jwt(token);
        return active.orElseGet(() -> Json.object().put("active", false));
    }

    private Optional<ObjectNode> apiToken(String text) {
        Optional<ApiToken> live = apiTokens.find(text);
        return live.flatMap(token -> owner(token.userId()).map(user -> ActiveToken.of(token, user, issuer)));
    }

    private Optional<ObjectNode> jwt(String text) {
        return refreshing
                .read(text)
                .or(() -> access(text))
                .flatMap(token -> owner(token.userId())
                        .filter(user -> isGood(text, token, user))
                        .map(user -> ActiveToken.of(token, user)));
    }

    private Optional<VerifiedToken> access(String text) {
        return verifier.verify(text, clock.instant()) instanceof Verification.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    private Optional<User> owner(UserId id) {
        return users.apply(id).filter(User::active);
    }

    private boolean isGood(String text, VerifiedToken token, User user) {
        return token.type() == TokenType.REFRESH
                ? refreshing.isExchangeable(token)
                : accessTokens.judge(text) instanceof Outcome.Authenticated && livesInStore(token, user);
    }

    /** What the authenticator knows from memory may be as old as the feed. */
    private boolean livesInStore(VerifiedToken token, User user) {
        if (token.sid() == null) {
            return token.countsFrom().isAfter(user.revokedBefore()) && !namesAnEndedLogin(token);
        }
        Instant now = clock.instant();
        return logins.find(token.sid())
                .filter(login -> login.userId().equals(token.userId()) && login.isLive(now))
                .isPresent();
    }

    private boolean namesAnEndedLogin(VerifiedToken token) {
        return token.namedLogin() != null
                && logins.find(token.namedLogin())
                        .filter(login -> login.endedAt() != null)
                        .isPresent();
    }
}
