package dev.keycard.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set (RFC 6265): always for the whole site and {@code SameSite=Lax}.
 *
 * @param maxAge how long it lives; null for the browser's session, zero to remove it
 * @param httpOnly whether scripts are kept from it
 * @param secure whether it travels over TLS only
 */
public record SetCookie(String name, String value, @Nullable Duration maxAge, boolean httpOnly, boolean secure) {

    /** The same cookie, emptied and expired. */
    public SetCookie removed() {
        return new SetCookie(name, "", Duration.ZERO, httpOnly, secure);
    }

    String line() {
        StringBuilder line = new StringBuilder(name).append('=').append(value).append("; Path=/; SameSite=Lax");
        if (maxAge != null) {
            line.append("; Max-Age=").append(maxAge.toSeconds());
        }
        if (httpOnly) {
            line.append("; HttpOnly");
        }
        if (secure) {
            line.append("; Secure");
        }
        return line.toString();
    }

    /** Leaves the value out: it may be a session's id. */
    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
