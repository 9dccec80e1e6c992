package dev.keycard.web.tokencookie;

import dev.keycard.gate.Authenticator;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.jwt.JwtAuthenticator;
import dev.keycard.web.request.Cookies;
import java.util.Optional;

/**
 * The access token's cookie: judged as the same token in a header is, by the same memory. A bad one is nobody's, not refused,
 * since browsers keep sending old cookies. A good one must prove on every unsafe request that it comes from this site.
 * Thread-safe.
 */
public final class TokenCookieAuthenticator implements Authenticator {

    private static final Optional<Outcome> NOT_ATTEMPTED = Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
    private static final Outcome CSRF_FAILED = new Outcome.Refused(new ApiError(ErrorCode.CSRF_FAILED));

    private final JwtAuthenticator tokens;
    private final Csrf csrf;
    private final String cookie;

    public TokenCookieAuthenticator(JwtAuthenticator tokens, Csrf csrf, TokenCookies cookies) {
        this.tokens = tokens;
        this.csrf = csrf;
        this.cookie = cookies.accessName();
    }

    @Override
    public Optional<Outcome> recall(Request request) {
        Optional<String> token = Cookies.value(request, cookie);
        return token.isEmpty() ? NOT_ATTEMPTED : tokens.recall(token.get()).map(outcome -> asCookie(outcome, request));
    }

    @Override
    public Outcome authenticate(Request request) {
        return Cookies.value(request, cookie)
                .map(token -> asCookie(tokens.judge(token), request))
                .orElse(Outcome.NotAttempted.NOT_ATTEMPTED);
    }

    @Override
    public boolean readsHeader() {
        return false;
    }

    @Override
    public Optional<String> challenge() {
        return Optional.empty();
    }

    /** A token of no login was put there by someone else: nothing could bind a proof to it. */
    private Outcome asCookie(Outcome outcome, Request request) {
        if (!(outcome instanceof Outcome.Authenticated authenticated)) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        Optional<TimeId> login = authenticated.principal().credential().login();
        if (login.isEmpty()) {
            return Outcome.NotAttempted.NOT_ATTEMPTED;
        }
        return csrf.admits(request, login) ? outcome : CSRF_FAILED;
    }
}
