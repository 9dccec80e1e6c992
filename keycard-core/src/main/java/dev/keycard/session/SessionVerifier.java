package dev.keycard.session;

import dev.keycard.api.Internal;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Credential;
import dev.keycard.crypto.Digest;
import dev.keycard.login.Login;
import dev.keycard.login.LoginStore;
import dev.keycard.login.VerifyResult.Cause;
import dev.keycard.revocation.CredentialCache;
import dev.keycard.revocation.CredentialCache.Check;
import dev.keycard.revocation.Validity;
import dev.keycard.user.Owner;
import dev.keycard.user.Owners;
import dev.keycard.user.User;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Decides whether secrets of sessions are good: known, of a live session, and of a user who may use it. Good results are cached
 * by the whole secret. Thread-safe.
 */
@Internal
public final class SessionVerifier {

    private static final int SECRET_LENGTH = 43;
    private static final SessionResult MALFORMED = new SessionResult.Invalid(SessionResult.Problem.MALFORMED);

    private final LoginStore store;
    private final SessionConfig config;
    private final CredentialCache<SessionResult> cache;
    private final Owners owners;
    private final InstantSource clock;

    public SessionVerifier(
            LoginStore store,
            SessionConfig config,
            CredentialCache<SessionResult> cache,
            Owners owners,
            InstantSource clock) {
        this.store = store;
        this.config = config;
        this.cache = cache;
        this.owners = owners;
        this.clock = clock;
    }

    /** The store of the sessions. */
    LoginStore store() {
        return store;
    }

    /** The result if memory is enough for it. Never waits. */
    Optional<SessionResult> verifyFromMemory(String secret) {
        return cache.get(secret);
    }

    /** The result by the session as the store has it. Waits. */
    SessionResult verifyInStore(String secret) {
        if (secret.length() != SECRET_LENGTH) {
            return MALFORMED;
        }
        Check check = cache.begin();
        return store.findSession(Digest.ofSecret(secret))
                .map(login -> verify(secret, login, check))
                .orElseGet(() -> new SessionResult.Invalid(SessionResult.Problem.UNKNOWN_SESSION));
    }

    private SessionResult verify(String secret, Login login, Check check) {
        // By the time after the read: it may have taken long.
        if (login.endedAt() != null || !clock.instant().isBefore(config.end(login))) {
            return new SessionResult.Revoked(Cause.LOGIN_ENDED);
        }
        Owner owner = owners.find(login.userId());
        User user = owner.user();
        if (user == null) {
            return new SessionResult.Revoked(Cause.USER_NOT_FOUND);
        }
        return user.active() ? accept(secret, login, owner, check) : new SessionResult.Revoked(Cause.USER_INACTIVE);
    }

    private SessionResult accept(String secret, Login login, Owner owner, Check check) {
        Credential credential =
                new Credential.Session(login.id(), login.authentication().time());
        User user = owner.active().orElseThrow();
        return cache.put(
                secret,
                new SessionResult.Verified(new AuthenticatedPrincipal(user, credential)),
                new Validity(credential, owner.cached(), login.createdAt(), config.end(login), check));
    }
}
