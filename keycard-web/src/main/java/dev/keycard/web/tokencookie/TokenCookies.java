package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.http.SetCookie;
import java.time.Duration;

/**
 * The attributes of token cookies. All are {@code HttpOnly} and {@code SameSite=Strict}: only pages of the site call the API,
 * so links from other sites do not need them. Immutable.
 *
 * @param holdsAccess whether the access token has a cookie too
 * @param secure whether the site is reached over TLS: the cookies are then {@code Secure} and have a prefixed name
 *     (RFC 6265bis section 4.1.3), which no neighbouring host can set without TLS
 * @param refreshPath the one path that the refresh token is sent to, without a slash at the end
 * @param accessLifetime how long the access token's cookie lives
 * @param refreshLifetime how long the refresh token's cookie lives, from each rotation
 */
@Internal
public record TokenCookies(
        boolean holdsAccess, boolean secure, String refreshPath, Duration accessLifetime, Duration refreshLifetime) {

    /** The name of the route of {@link #REFRESH_PATH}. */
    public static final String REFRESH_NAME = "token-refresh";

    /** The default path of refreshing. The refresh cookie is sent only to that path. */
    public static final String REFRESH_PATH = "/api/token/refresh/";

    /** Browsers silently drop a cookie whose name and value together are longer than this (RFC 6265bis section 5.7). */
    static final int MAX_BYTES = 4096;

    public TokenCookies {
        refreshPath = refreshPath.endsWith("/") ? refreshPath.substring(0, refreshPath.length() - 1) : refreshPath;
    }

    /** Only a cookie for all paths can have the stronger prefix {@code __Host-}. */
    String refreshName() {
        return secure ? "__Secure-keycard_refresh" : "keycard_refresh";
    }

    String accessName() {
        return secure ? "__Host-keycard_access" : "keycard_access";
    }

    SetCookie refresh(String token) {
        return new SetCookie(refreshName(), token, refreshLifetime, true, secure, refreshPath, true);
    }

    SetCookie access(String token) {
        if (accessName().length() + token.length() >= MAX_BYTES) {
            throw new IllegalStateException(
                    "an access token of " + token.length() + " characters is too long for a cookie:"
                            + " give the user fewer or shorter roles, or set jwt.cookies to refresh");
        }
        return new SetCookie(accessName(), token, accessLifetime, true, secure, "/", true);
    }
}
