package dev.keycard.web.csrf;

import dev.keycard.http.SetCookie;
import dev.keycard.session.SessionConfig;
import java.time.Duration;

/** The cookie that carries a session's secret. Immutable. */
public record SessionCookie(SessionConfig config) {

    /** The cookie of a session that has just begun. */
    public SetCookie of(String secret) {
        return cookie(secret, config.lifetime());
    }

    /** The cookie that removes a session from its browser. */
    public SetCookie removal() {
        return cookie("", Duration.ZERO);
    }

    private SetCookie cookie(String value, Duration maxAge) {
        return new SetCookie(config.cookie(), value, maxAge, true, config.secure());
    }
}
