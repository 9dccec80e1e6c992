package dev.keycard.http;

/** The names of header fields that more than one class reads or writes (RFC 9110, 9111, 6265, 6454). Names ignore case. */
public final class HeaderNames {

    public static final String ACCEPT = "Accept";
    public static final String ACCEPT_LANGUAGE = "Accept-Language";
    public static final String ALLOW = "Allow";
    public static final String AUTHORIZATION = "Authorization";
    public static final String CACHE_CONTROL = "Cache-Control";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String COOKIE = "Cookie";
    public static final String CSRF_TOKEN = "X-CSRFToken";
    public static final String HOST = "Host";
    public static final String ORIGIN = "Origin";
    public static final String REQUEST_ID = "X-Request-Id";
    public static final String RETRY_AFTER = "Retry-After";
    public static final String SET_COOKIE = "Set-Cookie";
    public static final String VARY = "Vary";
    public static final String WWW_AUTHENTICATE = "WWW-Authenticate";

    private HeaderNames() {}
}
