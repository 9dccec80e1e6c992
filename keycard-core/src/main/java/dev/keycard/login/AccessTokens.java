package dev.keycard.login;

import dev.keycard.jwt.JwtVerifier;
import dev.keycard.jwt.Verification;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.user.User;
import dev.keycard.user.UserLookup;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies access tokens against the store: the answer takes account of what any node ended before the question. It costs two
 * reads; schemes that check each request decide from memory instead. Thread-safe; waits for the store.
 */
public final class AccessTokens {

    private final JwtVerifier verifier;
    private final UserLookup users;
    private final LoginStore logins;
    private final InstantSource clock;

    /** @param verifier by keys that are read again when they may be outdated */
    public AccessTokens(JwtVerifier verifier, UserLookup users, LoginStore logins, InstantSource clock) {
        this.verifier = verifier;
        this.users = users;
        this.logins = logins;
        this.clock = clock;
    }

    /** Verifies a token as it was presented: untrusted. */
    public VerifyResult verify(String text) {
        Verification verification = verifier.verify(text, clock.instant());
        if (verification instanceof Verification.Invalid invalid) {
            return new VerifyResult.Invalid(invalid.reason());
        }
        VerifiedToken token = ((Verification.Verified) verification).token();
        Optional<User> user = users.find(token.userId());
        Optional<VerifyResult.Revoked> refusal = VerifyResult.Revoked.by(user);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        return isAlive(token, user.orElseThrow())
                ? new VerifyResult.Verified(token)
                : new VerifyResult.Revoked(VerifyResult.Cause.LOGIN_ENDED);
    }

    /** A token that another program signed has no login here, and is bound to its user's last ending of all logins. */
    private boolean isAlive(VerifiedToken token, User user) {
        if (token.sid() == null) {
            return token.countsFrom().isAfter(user.revokedBefore()) && !namesAnEndedLogin(token);
        }
        return logins.find(token.sid())
                .filter(login -> login.userId().equals(token.userId()) && login.isLive(clock.instant()))
                .isPresent();
    }

    private boolean namesAnEndedLogin(VerifiedToken token) {
        return token.namedLogin() != null
                && logins.find(token.namedLogin())
                        .filter(login -> login.endedAt() != null)
                        .isPresent();
    }
}
