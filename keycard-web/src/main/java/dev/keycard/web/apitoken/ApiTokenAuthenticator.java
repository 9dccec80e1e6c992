package dev.keycard.web.apitoken;

import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.RevocationCheck;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.User;
import dev.keycard.user.UserCache;
import java.util.Optional;

/** {@code Authorization: Token}: an API token, looked up by its digest at first sight. Thread-safe. */
public final class ApiTokenAuthenticator implements Authenticator {

    private static final Outcome REFUSED = new Outcome.Refused(new ApiError(ErrorCode.AUTHENTICATION_FAILED));

    private final ApiTokens tokens;
    private final ApiTokenConfig config;
    private final CredentialCache<Outcome> memory;
    private final RevocationCheck revocations;
    private final UserCache users;

    public ApiTokenAuthenticator(
            ApiTokens tokens,
            ApiTokenConfig config,
            CredentialCache<Outcome> memory,
            RevocationCheck revocations,
            UserCache users) {
        this.tokens = tokens;
        this.config = config;
        this.memory = memory;
        this.revocations = revocations;
        this.users = users;
    }

    @Override
    public Optional<Outcome> recall(Request request) {
        Optional<String> text = credential(request);
        if (text.isEmpty()) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        Optional<Outcome> known = memory.get(text.get());
        if (known.isPresent()) {
            return Optional.of(noted(known.get()));
        }
        return TokenText.isWellFormed(text.get()) ? Optional.empty() : Optional.of(REFUSED);
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> text = credential(request);
        if (text.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        if (!TokenText.isWellFormed(text.get())) {
            return REFUSED;
        }
        CredentialCache.Check check = memory.begin();
        Optional<ApiToken> found = tokens.find(text.get());
        if (found.isEmpty()) {
            return REFUSED;
        }
        ApiToken token = found.get();
        Owner owner = Owner.find(users, revocations, token.userId());
        return owner.active()
                .filter(user -> survived(token, user, text.get()))
                .map(user -> noted(remember(text.get(), token, user, owner, check)))
                .orElse(REFUSED);
    }

    /**
     * Whether the token outlived the last ending of all its owner's tokens. The owner was read after the token, so an ending that
     * came in between shows in the owner; then the token is read again. A later one makes memory forget the owner.
     */
    private boolean survived(ApiToken token, User owner, String text) {
        return token.createdAt().isAfter(owner.apiTokensRevokedBefore())
                || tokens.find(text).isPresent();
    }

    @Override
    public boolean readsHeader() {
        return true;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.of(config.keyword());
    }

    private Outcome remember(String text, ApiToken token, User user, Owner owner, CredentialCache.Check check) {
        Credential credential = new Credential.ApiToken(token.id(), token.scopes(), token.expiresAt());
        return memory.put(
                text,
                new AuthenticatedPrincipal(user, credential),
                owner.remembered(),
                new Validity(token.createdAt(), token.expiresAt(), check));
    }

    private Outcome noted(Outcome outcome) {
        if (outcome instanceof Outcome.Authenticated authenticated
                && authenticated.principal().credential() instanceof Credential.ApiToken token) {
            tokens.used(token.tokenId());
        }
        return outcome;
    }

    private Optional<String> credential(Request request) {
        return Optional.ofNullable(request.header("Authorization"))
                .flatMap(header -> HeaderCredential.of(header, config.keyword()));
    }
}
