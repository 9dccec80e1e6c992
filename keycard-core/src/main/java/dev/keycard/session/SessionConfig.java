package dev.keycard.session;

import java.time.Duration;

/**
 * How long sessions live, and how their cookies are called.
 *
 * @param idle how long a session lives unseen; default 2 days
 * @param lifetime how long it lives at most; default 14 days
 * @param secure whether the site is reached over TLS: the session cookie is then {@code __Host-keycard} and {@code Secure},
 *     else plain {@code keycard}, which is for development only
 */
public record SessionConfig(Duration idle, Duration lifetime, boolean secure) {

    /** The cookie that carries the CSRF token, for scripts to read. */
    public static final String CSRF_COOKIE = "keycard_csrf";

    public SessionConfig {
        if (idle.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("session.idle must be at least 1m");
        }
        if (lifetime.compareTo(idle) < 0) {
            throw new IllegalArgumentException("session.lifetime must not be shorter than session.idle");
        }
    }

    public static SessionConfig defaults() {
        return new SessionConfig(Duration.ofDays(2), Duration.ofDays(14), false);
    }

    /** The name of the session cookie. */
    public String cookie() {
        return secure ? "__Host-keycard" : "keycard";
    }
}
