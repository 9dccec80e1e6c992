package dev.keycard.web.cookie;

/**
 * The cookies and their names. Immutable.
 *
 * @param secure whether the site is reached over TLS: the session cookie is then {@code __Host-keycard} and {@code Secure}, else
 *     plain {@code keycard}, which is for development only; default false
 * @param tokens which tokens are kept in a browser's cookies; none by default
 */
public record CookieConfig(boolean secure, JwtCookies tokens) {

    /** The cookie that carries the CSRF token, for scripts to read. */
    public static final String CSRF = "keycard_csrf";

    /** The defaults that the parameters of this record name. */
    public static CookieConfig defaults() {
        return new CookieConfig(false, JwtCookies.NONE);
    }

    /** The same for a site with or without TLS. */
    public CookieConfig withSecure(boolean overTls) {
        return new CookieConfig(overTls, tokens);
    }

    /** The same with other tokens in cookies. */
    public CookieConfig withTokens(JwtCookies kept) {
        return new CookieConfig(secure, kept);
    }

    /** The name of the session cookie. */
    public String session() {
        return secure ? "__Host-keycard" : "keycard";
    }
}
