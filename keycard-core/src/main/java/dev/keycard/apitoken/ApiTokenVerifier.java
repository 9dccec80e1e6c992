package dev.keycard.apitoken;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.crypto.Digest;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.CredentialCache.Check;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides whether API tokens are good: known, live, and of an owner who may use them. Good results are cached by the whole text.
 * Thread-safe.
 */
@Internal
public final class ApiTokenVerifier {

    private static final Optional<ApiTokenResult> MALFORMED = Optional.of(invalid(ApiTokenResult.Problem.MALFORMED));

    private final ApiTokenStore store;
    private final CredentialCache<ApiTokenResult> cache;
    private final Owners owners;
    private final InstantSource clock;

    public ApiTokenVerifier(
            ApiTokenStore store, CredentialCache<ApiTokenResult> cache, Owners owners, InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.owners = owners;
        this.clock = clock;
    }

    /** The store of the tokens. */
    ApiTokenStore store() {
        return store;
    }

    /** The result if memory is enough for it. Never waits. */
    Optional<ApiTokenResult> verifyFromMemory(String text) {
        Optional<ApiTokenResult> known = cache.get(text);
        return known.isPresent() || TokenText.isWellFormed(text) ? known : MALFORMED;
    }

    /** The result by the token as the store has it. Waits. */
    ApiTokenResult verifyInStore(String text) {
        if (!TokenText.isWellFormed(text)) {
            return MALFORMED.get();
        }
        Check check = cache.begin();
        return find(text)
                .map(token -> verify(text, token, check))
                .orElseGet(() -> invalid(ApiTokenResult.Problem.UNKNOWN_TOKEN));
    }

    private ApiTokenResult verify(String text, ApiToken token, Check check) {
        if (token.endedAt() != null) {
            return revoked(ApiTokenResult.Cause.REVOKED);
        }
        // By the time after the read: it may have taken long.
        if (!token.isLive(clock.instant())) {
            return invalid(ApiTokenResult.Problem.EXPIRED);
        }
        Owner owner = owners.find(token.userId());
        User user = owner.user();
        if (user == null) {
            return revoked(ApiTokenResult.Cause.USER_NOT_FOUND);
        }
        if (!user.active()) {
            return revoked(ApiTokenResult.Cause.USER_INACTIVE);
        }
        return survived(token, user, text) ? accept(text, token, owner, check) : revoked(ApiTokenResult.Cause.REVOKED);
    }

    /**
     * Whether the token outlived the last ending of all its owner's tokens. The owner was read after the token, so an ending that
     * came in between shows in the owner; then the token is read again. A later one makes memory forget the owner.
     */
    private boolean survived(ApiToken token, User owner, String text) {
        return token.createdAt().isAfter(owner.apiTokensRevokedBefore())
                || find(text).filter(again -> again.isLive(clock.instant())).isPresent();
    }

    private ApiTokenResult accept(String text, ApiToken token, Owner owner, Check check) {
        Credential credential = new Credential.ApiToken(token.id(), token.scopes(), token.expiresAt());
        User user = owner.active().orElseThrow();
        return cache.put(
                text,
                new ApiTokenResult.Verified(new AuthenticatedPrincipal(user, credential)),
                new Validity(credential, owner.cached(), token.createdAt(), token.expiresAt(), check));
    }

    private Optional<ApiToken> find(String text) {
        return store.findByDigest(Digest.ofSecret(text));
    }

    private static ApiTokenResult invalid(ApiTokenResult.Problem problem) {
        return new ApiTokenResult.Invalid(problem);
    }

    private static ApiTokenResult revoked(ApiTokenResult.Cause cause) {
        return new ApiTokenResult.Revoked(cause);
    }
}
