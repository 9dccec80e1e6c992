package dev.keycard.web.csrf;

import dev.keycard.api.Internal;
import dev.keycard.http.SetCookie;
import dev.keycard.web.cookie.CookieConfig;
import java.time.Duration;

/**
 * The cookie that carries a session's secret. Immutable.
 *
 * @param lifetime how long a browser keeps it
 */
@Internal
public record SessionCookie(CookieConfig cookies, Duration lifetime) {

    /** Its name. */
    public String name() {
        return cookies.session();
    }

    /** The cookie of a session that has just begun. */
    public SetCookie of(String secret) {
        return cookie(secret, lifetime);
    }

    /** The cookie that removes a session from its browser. */
    public SetCookie removal() {
        return cookie("", Duration.ZERO);
    }

    private SetCookie cookie(String value, Duration maxAge) {
        return new SetCookie(name(), value, maxAge, true, cookies.secure());
    }
}
