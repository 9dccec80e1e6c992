package dev.keycard.web.oauth2;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiTokenResult;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.authentication.Credential;
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
 * Introspects tokens (RFC 7662 section 2.2). Services rely on the answer, so it is read from the store each time and includes
 * revocations by other nodes at once. A token that is not valid is inactive, without a reason. Introspection does not count as
 * a use of the token. Thread-safe; blocks for the store.
 */
@Internal
public final class Introspection {

    private final Tokens tokens;
    private final ApiTokens apiTokens;
    private final Function<UserId, Optional<User>> users;
    private final ActiveToken.Issuer issuer;
    private final Set<Scheme> schemes;

    /** @param schemes the enabled schemes: a token of another scheme is not accepted, so it is not active */
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

    /** The answer about a presented token, which may be any text. */
    public ObjectNode describe(String token) {
        boolean isApiToken = TokenText.isWellFormed(token);
        Optional<ObjectNode> active = !schemes.contains(isApiToken ? Scheme.TOKEN : Scheme.JWT)
                ? Optional.empty()
                : isApiToken ? apiToken(token) : jwt(token);
        return active.orElseGet(() -> Json.object().put("active", false));
    }

    private Optional<ObjectNode> apiToken(String text) {
        return apiTokens.verifyInStore(text) instanceof ApiTokenResult.Verified verified
                        && verified.principal().credential() instanceof Credential.ApiToken token
                ? owner(verified.principal().subject().id()).map(user -> ActiveToken.of(token, user, issuer))
                : Optional.empty();
    }

    private Optional<ObjectNode> jwt(String text) {
        return tokens.readRefreshToken(text)
                .filter(tokens::isExchangeable)
                .or(() -> accessToken(text))
                .flatMap(token -> owner(token.userId()).map(user -> ActiveToken.of(token, user)));
    }

    private Optional<VerifiedToken> accessToken(String text) {
        return tokens.verifyInStore(text) instanceof VerifyResult.Verified verified
                ? Optional.of(verified.token())
                : Optional.empty();
    }

    private Optional<User> owner(UserId id) {
        return users.apply(id).filter(User::active);
    }
}
