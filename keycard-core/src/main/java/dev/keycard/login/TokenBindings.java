package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Credential;
import dev.keycard.jwt.VerifiedToken;
import dev.keycard.revocation.AccountStatus;
import dev.keycard.revocation.RevocationCheck;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What an access token depends on besides its user: its login, as revocations in memory and the store know it. Thread-safe.
 *
 * @param revocations what is known from memory
 * @param logins asked where memory is not enough
 */
@Internal
public record TokenBindings(RevocationCheck revocations, LoginStore logins, InstantSource clock) {

    /** Whether memory may decide. To be asked before anything is read from it. */
    boolean areKnown() {
        return revocations.isKnown();
    }

    boolean isKnownToHaveEnded(AccountStatus user, Credential credential, Instant countsFrom) {
        return revocations.ended(user, credential, countsFrom);
    }

    /** The login of an older token may have ended so long ago that memory does not hold its end any more. */
    boolean remembersEndOf(VerifiedToken token) {
        return (token.sid() == null && token.namedLogin() == null) || revocations.coversIssuedAt(token.countsFrom());
    }

    /**
     * Whether the login ended or expired; may wait for the store. A login that a token of another program names need not exist.
     */
    boolean hasEndedInStore(VerifiedToken token) {
        Instant now = clock.instant();
        if (token.sid() != null) {
            return logins.find(token.sid())
                    .filter(login -> login.userId().equals(token.userId()) && login.isLive(now))
                    .isEmpty();
        }
        return token.namedLogin() != null
                && logins.find(token.namedLogin())
                        .filter(login -> login.endedAt() != null)
                        .isPresent();
    }
}
