package dev.keycard.login;

import dev.keycard.authentication.RefusalReason;
import java.time.Duration;

/** The result of presenting a refresh token. Immutable. */
public sealed interface RefreshResult {

    /** New tokens. Where refresh tokens are not rotated, the refresh token is the one that was presented. */
    record Refreshed(TokenPair pair) implements RefreshResult {}

    /** The token was exchanged before, and not just now by the same client: two clients have it, so its login was ended. */
    record Reused() implements RefreshResult {}

    /** The token is genuine, but its user or login is not valid any more. */
    record Ended(Cause cause) implements RefreshResult {}

    /**
     * The token cannot be exchanged.
     *
     * @param error what is wrong with it: a {@link dev.keycard.jwt.JwtError}, or {@link Misuse#NOT_GIVEN_OUT}
     */
    record Invalid(RefusalReason error) implements RefreshResult {}

    /** The login refreshes too often. */
    record Throttled(Duration retryAfter) implements RefreshResult {}

    /** Why a genuine token is not valid any more. */
    enum Cause implements RefusalReason {
        /** The user is deactivated or deleted. */
        USER_INACTIVE,
        PASSWORD_CHANGED,
        /** The login was ended, or has expired. */
        LOGIN_ENDED
    }

    /** How a genuine token was misused, or seems to be. */
    enum Misuse implements RefusalReason {
        /** The login is unknown or of another user, or never gave the token out: the database is older than the token. */
        NOT_GIVEN_OUT,
        /** The token was exchanged before by another client, or too long ago. */
        REUSED
    }
}
