package dev.keycard.session;

import dev.keycard.id.TimeId;
import dev.keycard.login.Login;
import java.time.Duration;
import java.time.Instant;

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

    /**
     * When the session ends unless it is seen again, under the limits as they are configured now: they may be shorter than
     * before.
     */
    public Instant end(Login login) {
        Instant limit = idleLimit(login.id(), login.lastSeenAt());
        return limit.isBefore(login.expiresAt()) ? limit : login.expiresAt();
    }

    /** When a session ends that is seen at that moment and not again. */
    Instant idleLimit(TimeId session, Instant seenAt) {
        Instant idleEnd = seenAt.plus(idle);
        Instant absoluteEnd = session.time().plus(lifetime);
        return idleEnd.isBefore(absoluteEnd) ? idleEnd : absoluteEnd;
    }
}
