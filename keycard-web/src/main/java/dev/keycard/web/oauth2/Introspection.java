package dev.keycard.web.oauth2;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.gate.Scheme;
import dev.keycard.http.Json;
import dev.keycard.id.UserId;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.login.Tokens;
import dev.keycard.login.VerifyResult;
import dev.keycard.user.User;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what a token is good for at this moment (RFC 7662 section 2.2). Whoever asks relies on the answer in place of a look of
 * their own, so the store is asked each time, and what another node ended is known at once. What is not good is inactive, and
 * nothing tells why. Asking does not count as using the token. Thread-safe; waits for the store.
 */
public final class Introspection {

    private final Tokens tokens;
    private final ApiTokens apiTokens;
    private final Function<UserId, Optional<User>> users;
    private final ActiveToken.Issuer issuer;
    private final Set<Scheme> schemes;

    /** @param schemes which are enabled: a token of another one opens nothing here, so it is not active */
    public Introspection(
            Tokens tokens,
            ApiTokens apiTokens,
            Function<UserId, Optional<User>> users,
            ActiveToken.Issuer issuer,
            Set<Scheme> schemes) {
        this.schemes = Set.copyOf(schemes);
        this.tokens = tokens;
        this.apiTokens = apiTokens;
        this.users = users;
        this.issuer = issuer;
    }

    /** The answer about a token, whatever was presented as one. */
    public ObjectNode describe(String token) {
        boolean isApiToken = TokenText.isWellFormed(token);
        Optional<ObjectNode> active = !schemes.contains(isApiToken ? Scheme.TOKEN : Scheme.JWT)
                ? Optional.empty()
                : isApiToken ? apiToken(token) : jwt(token);
        return active.orElseGet(() -> Json.object().put("active", false));
    }

    private Optional<ObjectNode> apiToken(String text) {
        Optional<ApiToken> live = apiTokens.find(text);
        return live.flatMap(token -> owner(token.userId()).map(user -> ActiveToken.of(token, user, issuer)));
    }

    private Optional<ObjectNode> jwt(String text) {
        return tokens.readRefreshToken(text)
                .filter(tokens::isExchangeable)
                .or(() -> accessToken(text))
                .flatMap(token -> owner(token.userId()).map(user -> ActiveToken.of(token, user)));
    }

    private Optional<VerifiedToken> accessToken(String text) {
        return tokens.verify(text) instanceof VerifyResult.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    private Optional<User> owner(UserId id) {
        return users.apply(id).filter(User::active);
    }
}
