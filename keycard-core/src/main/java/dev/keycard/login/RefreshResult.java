package dev.keycard.login;

import dev.keycard.jwt.JwtError;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a refresh token. Immutable. */
public sealed interface RefreshResult {

    /** New tokens. Where refresh tokens are not rotated, the refresh token is the one that was presented. */
    record Refreshed(TokenPair pair) implements RefreshResult {}

    /** The token was exchanged before, and not just now by the same client: it is in two hands, so its login has ended. */
    record Reused() implements RefreshResult {}

    /** The token is genuine, but what it hangs on has ended. */
    record Ended(Cause cause) implements RefreshResult {}

    /**
     * The token is none that can be exchanged.
     *
     * @param error what is wrong with the token; null if it is genuine, but its login does not exist or did not give it out
     */
    record Invalid(@Nullable JwtError error) implements RefreshResult {}

    /** The login refreshes too often. */
    record Throttled(Duration retryAfter) implements RefreshResult {}

    /** Why a genuine token is of no use. */
    enum Cause {
        /** The user is deactivated or deleted. */
        USER_INACTIVE,
        PASSWORD_CHANGED,
        /** The login was ended, or has expired. */
        LOGIN_ENDED
    }
}
