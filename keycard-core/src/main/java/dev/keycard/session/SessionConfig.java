package dev.keycard.session;

import java.time.Duration;

/**
 * The lifetimes of sessions. Immutable.
 *
 * @param idle how long a session lives without a request; default 2 days
 * @param lifetime how long it lives at most; default 14 days
 */
public record SessionConfig(Duration idle, Duration lifetime) {

    public SessionConfig {
        if (idle.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("session.idle must be at least 1m");
        }
        if (lifetime.compareTo(idle) < 0) {
            throw new IllegalArgumentException("session.lifetime must not be shorter than session.idle");
        }
    }

    /** The defaults that the parameters of this record name. */
    public static SessionConfig defaults() {
        return new SessionConfig(Duration.ofDays(2), Duration.ofDays(14));
    }
}
