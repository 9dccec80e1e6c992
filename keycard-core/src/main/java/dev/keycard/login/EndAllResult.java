package dev.keycard.login;

import java.time.Duration;

/** The result of ending all logins of a user. Immutable. */
public sealed interface EndAllResult {

    /** How many logins were live and have ended. */
    int count();

    /** All logins have ended. */
    record Ended(int count) implements EndAllResult {}

    /** Nothing has ended: the credential of the request did this too often. */
    record Throttled(Duration retryAfter) implements EndAllResult {
        @Override
        public int count() {
            return 0;
        }
    }
}
