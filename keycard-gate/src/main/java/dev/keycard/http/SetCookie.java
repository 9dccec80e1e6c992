package dev.keycard.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to set (RFC 6265).
 *
 * @param maxAge how long it lives; null for the browser's session, zero to remove it
 * @param httpOnly whether scripts cannot read it
 * @param secure whether it is sent only over TLS
 * @param path where it is sent to: this path and those below it
 * @param strict whether it stays away from every request that another site caused ({@code SameSite=Strict}), following a link
 *     included, which {@code SameSite=Lax} lets through
 */
public record SetCookie(
        String name,
        String value,
        @Nullable Duration maxAge,
        boolean httpOnly,
        boolean secure,
        String path,
        boolean strict) {

    /** A cookie for the whole site, {@code SameSite=Lax}. */
    public SetCookie(String name, String value, @Nullable Duration maxAge, boolean httpOnly, boolean secure) {
        this(name, value, maxAge, httpOnly, secure, "/", false);
    }

    /** The same cookie, emptied and expired. */
    public SetCookie removed() {
        return new SetCookie(name, "", Duration.ZERO, httpOnly, secure, path, strict);
    }

    String line() {
        StringBuilder line = new StringBuilder(name)
                .append('=')
                .append(value)
                .append("; Path=")
                .append(path)
                .append("; SameSite=")
                .append(strict ? "Strict" : "Lax");
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

    /** Omits the value: it may be the id of a session. */
    @Override
    public String toString() {
        return "SetCookie[" + name + "]";
    }
}
