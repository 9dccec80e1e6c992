package dev.keycard.login;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.RefusalReason;
import dev.keycard.jwt.JwtError;
import dev.keycard.jwt.VerifiedToken;

/** Whether an access token is good at this moment. Immutable. */
public sealed interface VerifyResult {

    /**
     * The token is genuine, and its login and its user may use it.
     *
     * @param token with its claims
     * @param principal the user as the store has them, for permissions
     */
    record Verified(VerifiedToken token, AuthenticatedPrincipal principal) implements VerifyResult {}

    /** The token is genuine, but must not be accepted any more. */
    record Revoked(Cause cause) implements VerifyResult {}

    /** The token is not genuine, has expired, or has another audience. */
    record Invalid(JwtError error) implements VerifyResult {}

    /** Why a genuine token is not valid any more. */
    enum Cause implements RefusalReason {
        USER_NOT_FOUND,
        USER_INACTIVE,
        /** The login was ended or has expired, or all logins of the user were ended since the token was issued. */
        LOGIN_ENDED
    }
}
