package dev.keycard.spring.test;

/**
 * A session as a browser has it. Prints without its secret. Immutable.
 *
 * @param cookie the name of the session cookie
 * @param secret its value
 * @param csrfToken the value of the cookie {@value #CSRF_COOKIE} and of the header {@code X-CSRFToken}
 */
public record BrowserSession(String cookie, String secret, String csrfToken) {

    /** The cookie with the CSRF token. */
    public static final String CSRF_COOKIE = "keycard_csrf";

    /** The same session in a request that a page of another site has sent: without a CSRF token that fits. */
    public BrowserSession forged() {
        return new BrowserSession(cookie, secret, "forged");
    }

    /** Whether a cookie of that name may be a session. */
    static boolean isSession(String cookie) {
        String name = cookie.replaceFirst("^__(Host|Secure)-", "");
        return name.startsWith("keycard") && !name.equals(CSRF_COOKIE);
    }

    @Override
    public String toString() {
        return "BrowserSession[***]";
    }
}
