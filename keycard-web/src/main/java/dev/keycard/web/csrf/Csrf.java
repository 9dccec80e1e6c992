package dev.keycard.web.csrf;

import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.http.SetCookie;
import dev.keycard.id.TimeId;
import dev.keycard.web.cookie.CookieConfig;
import dev.keycard.web.request.Cookies;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from using a visitor's cookies. A token is a nonce and an HMAC over the nonce and the login it is bound to,
 * so nothing is stored for it, a token of one session is worth nothing in another, and planting a cookie from a neighbouring
 * host does not help. It must come back both as the cookie and as the {@code X-CSRFToken} header, which another site can
 * neither read nor send. Browsers that tell where a request comes from ({@code Sec-Fetch-Site}, {@code Origin}) are believed
 * as well. Thread-safe.
 */
public final class Csrf {

    private static final String HEADER = "X-CSRFToken";
    private static final String ANYONE = "anonymous";
    private static final int NONCE_BYTES = 16;

    /** Begins a token that goes with token cookies: it has to be told from a session's without knowing either login. */
    private static final String OF_TOKENS = "~";

    private final byte[] key;
    private final Entropy entropy;
    private final CookieConfig cookies;
    private final Duration lifetime;
    private final @Nullable String publicOrigin;

    /**
     * Prepares the checks.
     *
     * @param publicOrigin the site's origin, null to tell it from each request's Host
     */
    public Csrf(byte[] key, Entropy entropy, CookieConfig cookies, Duration lifetime, @Nullable String publicOrigin) {
        this.key = key.clone();
        this.entropy = entropy;
        this.cookies = cookies;
        this.lifetime = lifetime;
        this.publicOrigin = publicOrigin;
    }

    /** The cookie for a visitor: the one they have if it still fits, else a new one. */
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
     * The cookie for a login whose tokens are in cookies: the one that the browser has if it fits, so that a refresh in one tab
     * does not upset what another tab is about to send.
     */
    public SetCookie cookieForTokens(Request request, TimeId login, Duration maxAge) {
        String token = Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> presented.startsWith(OF_TOKENS) && fits(presented, Optional.of(login)))
                .orElseGet(() -> issue(OF_TOKENS, Optional.of(login)));
        return cookie(token, maxAge);
    }

    /** Whether the browser's CSRF cookie says that it goes with token cookies. */
    public boolean isOfTokens(Request request) {
        return Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> presented.startsWith(OF_TOKENS))
                .isPresent();
    }

    /** Whether the browser's CSRF cookie is bound to that login. Tells whose browser it is; proves nothing. */
    public boolean isCookieOf(TimeId login, Request request) {
        return Cookies.value(request, CookieConfig.CSRF)
                .filter(presented -> fits(presented, Optional.of(login)))
                .isPresent();
    }

    /**
     * Whether a request that presents the cookie of that login may go on. What only reads may. A WebSocket's handshake must name
     * a page of this site in {@code Origin}: it cannot send a token, and browsers let every site open one. Everything else must
     * be {@link #isProven}.
     */
    public boolean admits(Request request, Optional<TimeId> login) {
        if (request.isSafe()) {
            return true;
        }
        return request.isHandshake()
                ? request.headers("Origin").size() == 1 && comesFromThisSite(request)
                : isProven(request, login);
    }

    /** Whether the request proves that it comes from this site, by a token bound to that login or to nobody. */
    public boolean isProven(Request request, Optional<TimeId> login) {
        Optional<String> cookie = Cookies.value(request, CookieConfig.CSRF);
        String header = request.header(HEADER);
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

    /** Whether the request's browser, if it is one, says that one of this site's own pages sent it. */
    public boolean comesFromThisSite(Request request) {
        String site = request.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return false;
        }
        String origin = request.header("Origin");
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
        return (request.secure() ? "https://" : "http://") + request.header("Host");
    }

    private SetCookie cookie(String token, Duration maxAge) {
        return new SetCookie(CookieConfig.CSRF, token, maxAge, false, cookies.secure());
    }
}
