package dev.keycard.web.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.apitoken.ApiToken;
import dev.keycard.apitoken.ApiTokenConfig;
import dev.keycard.apitoken.ApiTokens;
import dev.keycard.apitoken.TokenText;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.CredentialError;
import dev.keycard.gate.HeaderCredential;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import java.util.Optional;

/** {@code Authorization: Token}: an API token, looked up by its digest at its first use. Thread-safe. */
@Internal
public final class ApiTokenAuthenticator implements Authenticator {

    private static final Outcome MALFORMED = refused(CredentialError.MALFORMED);
    private static final Outcome UNKNOWN = refused(CredentialError.UNKNOWN_TOKEN);
    private static final Outcome REVOKED = refused(CredentialError.REVOKED);
    private static final Outcome EXPIRED = refused(CredentialError.EXPIRED);
    private static final Outcome USER_INACTIVE = refused(CredentialError.USER_INACTIVE);

    private final ApiTokens tokens;
    private final ApiTokenConfig config;
    private final CredentialCache<Outcome> cache;
    private final Owners owners;

    public ApiTokenAuthenticator(
            ApiTokens tokens, ApiTokenConfig config, CredentialCache<Outcome> cache, Owners owners) {
        this.tokens = tokens;
        this.config = config;
        this.cache = cache;
        this.owners = owners;
    }

    @Override
    public String scheme() {
        return "token";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> text = credential(request);
        if (text.isEmpty()) {
            return Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
        }
        Optional<Outcome> known = cache.get(text.get());
        if (known.isPresent()) {
            return Optional.of(noted(known.get()));
        }
        return TokenText.isWellFormed(text.get()) ? Optional.empty() : Optional.of(MALFORMED);
    }

    @Override
    public Outcome authenticate(Request request) {
        Optional<String> text = credential(request);
        if (text.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        if (!TokenText.isWellFormed(text.get())) {
            return MALFORMED;
        }
        CredentialCache.Check check = cache.begin();
        Optional<ApiToken> found = tokens.findWithEnded(text.get());
        if (found.isEmpty()) {
            return UNKNOWN;
        }
        ApiToken token = found.get();
        if (!token.isLive(check.at())) {
            return token.endedAt() == null ? EXPIRED : REVOKED;
        }
        return authenticate(text.get(), token, check);
    }

    private Outcome authenticate(String text, ApiToken token, CredentialCache.Check check) {
        Owner owner = owners.find(token.userId());
        Optional<User> user = owner.active();
        if (user.isEmpty()) {
            return USER_INACTIVE;
        }
        return survived(token, user.get(), text) ? noted(keep(text, token, user.get(), owner, check)) : REVOKED;
    }

    private static Outcome refused(RefusalReason reason) {
        return new Outcome.Refused(new ApiError(ErrorCode.AUTHENTICATION_FAILED), reason);
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

    private Outcome keep(String text, ApiToken token, User user, Owner owner, CredentialCache.Check check) {
        Credential credential = new Credential.ApiToken(token.id(), token.scopes(), token.expiresAt());
        return cache.put(
                text,
                new Outcome.Authenticated(new AuthenticatedPrincipal(user, credential)),
                new Validity(credential, owner.cached(), token.createdAt(), token.expiresAt(), check));
    }

    private Outcome noted(Outcome outcome) {
        if (outcome instanceof Outcome.Authenticated authenticated
                && authenticated.principal().credential() instanceof Credential.ApiToken token) {
            tokens.used(token.tokenId());
        }
        return outcome;
    }

    private Optional<String> credential(Request request) {
        return Optional.ofNullable(request.header(HeaderNames.AUTHORIZATION))
                .flatMap(header -> HeaderCredential.of(header, config.keyword()));
    }
}
