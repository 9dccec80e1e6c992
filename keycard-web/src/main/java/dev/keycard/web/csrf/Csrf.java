package dev.keycard.web.csrf;

import dev.keycard.api.Internal;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.SetCookie;
import dev.keycard.id.TimeId;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.request.Cookies;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Protects against cross-site request forgery. A token is a nonce and an HMAC over the nonce and the login that it is bound to.
 * So nothing is stored for it, a token of one session is not valid in another, and a cookie that a neighbouring host sets does
 * not help an attacker. The token must be sent both as the cookie and as the {@code X-CSRFToken} header, which another site can
 * neither read nor send. The headers {@code Sec-Fetch-Site} and {@code Origin} are checked as well, if the browser sends them.
 * Thread-safe.
 */
@Internal
public final class Csrf {

    private static final String ANYONE = "anonymous";
    private static final int NONCE_BYTES = 16;

    /**
     * The prefix of a token that belongs to token cookies: it distinguishes such a token from that of a session, without the
     * login.
     */
    private static final String OF_TOKENS = "~";

    private final byte[] key;
    private final Entropy entropy;
    private final CookieConfig cookies;
    private final Duration lifetime;
    private final @Nullable String publicOrigin;

    /**
     * Prepares the checks.
     *
     * @param publicOrigin the site's origin; null to take it from each request's Host header
     */
    public Csrf(byte[] key, Entropy entropy, CookieConfig cookies, Duration lifetime, @Nullable String publicOrigin) {
        this.key = key.clone();
        this.entropy = entropy;
        this.cookies = cookies;
        this.lifetime = lifetime;
        this.publicOrigin = publicOrigin;
    }

    /** The cookie for a client: the present one if it is still valid, else a new one. */
    public SetCookie cookieFor(Request request, Optional<TimeId> login) {
        String token = Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> fits(presented, login))
                .orElseGet(() -> issue("", login));
        return cookie(token, lifetime);
    }

    /** A cookie with a new token. */
    public SetCookie newCookie(Optional<TimeId> login) {
        return cookie(issue("", login), lifetime);
    }

    /**
     * The cookie for a login whose tokens are in cookies: the present one if it is valid, so that a refresh in one tab does not
     * invalidate the token that another tab is about to send.
     */
    public SetCookie cookieForTokens(Request request, TimeId login, Duration maxAge) {
        String token = Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> presented.startsWith(OF_TOKENS) && fits(presented, Optional.of(login)))
                .orElseGet(() -> issue(OF_TOKENS, Optional.of(login)));
        return cookie(token, maxAge);
    }

    /** Whether the browser's CSRF cookie belongs to token cookies. */
    public boolean isOfTokens(Request request) {
        return Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> presented.startsWith(OF_TOKENS))
                .isPresent();
    }

    /**
     * Whether the browser's CSRF cookie is bound to that login. That identifies the browser, but proves nothing about the
     * request.
     */
    public boolean isCookieOf(TimeId login, Request request) {
        return Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> fits(presented, Optional.of(login)))
                .isPresent();
    }

    /**
     * Whether a request that presents the cookie of that login may continue. Reading requests may. The handshake of a WebSocket
     * must have an {@code Origin} of this site: it cannot send a token, and browsers let every site open one. All other
     * requests must be {@link #isProven proven}.
     */
    public boolean admits(Request request, Optional<TimeId> login) {
        if (request.isSafe()) {
            return true;
        }
        return request.isHandshake()
                ? request.headers(HeaderNames.ORIGIN).size() == 1 && comesFromThisSite(request)
                : isProven(request, login);
    }

    /** Whether a token proves that the request comes from this site. The token is bound to that login, or to no login. */
    public boolean isProven(Request request, Optional<TimeId> login) {
        Optional<String> cookie = Cookies.value(request, CookieConfig.CSRF);
        String header = request.header(HeaderNames.CSRF_TOKEN);
        return cookie.isPresent()
                && header != null
                && comesFromThisSite(request)
                && Digest.same(cookie.get(), header)
                && fits(header, login);
    }

    /** Throws an {@link ApiError} {@code csrf_failed} unless {@link #isProven}. */
    public void check(Request request, Optional<TimeId> login) {
        if (!isProven(request, login)) {
            throw new ApiError(ErrorCode.CSRF_FAILED);
        }
    }

    /** Whether the headers of the browser, if there are any, say that a page of this site sent the request. */
    public boolean comesFromThisSite(Request request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.header(HeaderNames.ORIGIN);
        return origin == null || origin.equals(publicOrigin == null ? ownOrigin(request) : publicOrigin);
    }

    private String issue(String mark, Optional<TimeId> login) {
        String nonce = mark + Base64Url.encode(entropy.bytes(NONCE_BYTES));
        return nonce + '.' + signature(nonce, login);
    }

    private boolean fits(String token, Optional<TimeId> login) {
        int dot = token.indexOf('.');
        return dot > 0 && Digest.same(signature(token.substring(0, dot), login), token.substring(dot + 1));
    }

    private String signature(String nonce, Optional<TimeId> login) {
        String binding = login.map(TimeId::text).orElse(ANYONE);
        return Base64Url.encode(Digest.hmacSha256(key, nonce + '.' + binding));
    }

    private static String ownOrigin(Request request) {
        return (request.secure() ? "https://" : "http://") + request.header(HeaderNames.HOST);
    }

    private SetCookie cookie(String token, Duration maxAge) {
        return new SetCookie(CookieConfig.CSRF, token, maxAge, false, cookies.secure());
    }
}
