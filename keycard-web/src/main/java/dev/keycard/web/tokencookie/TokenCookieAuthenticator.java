package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.BearerTokens;
import dev.keycard.gate.CredentialError;
import dev.keycard.gate.Outcome;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import dev.keycard.id.TimeId;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.request.Cookies;
import java.util.Optional;

/**
 * The access token's cookie: decided as the same token in a header is. A bad one is not refused, its sender is anonymous, since
 * browsers keep sending old cookies. A good one must prove on every unsafe request that it comes from this site.
 * Thread-safe.
 */
@Internal
public final class TokenCookieAuthenticator implements Authenticator {

    private static final Optional<Outcome> NOT_ATTEMPTED = Optional.of(Outcome.NotAttempted.NOT_ATTEMPTED);
    private static final Outcome CSRF_FAILED =
            new Outcome.Refused(new ApiError(ErrorCode.CSRF_FAILED), CredentialError.CSRF_FAILED);

    private final BearerTokens tokens;
    private final Csrf csrf;
    private final String cookie;

    public TokenCookieAuthenticator(BearerTokens tokens, Csrf csrf, TokenCookies cookies) {
        this.tokens = tokens;
        this.csrf = csrf;
        this.cookie = cookies.accessName();
    }

    @Override
    public String scheme() {
        return "jwt_cookie";
    }

    @Override
    public Optional<Outcome> authenticateFromMemory(Request request) {
        Optional<String> token = Cookies.value(request, cookie);
        return token.isEmpty()
                ? NOT_ATTEMPTED
                : tokens.authenticateFromMemory(token.get()).map(outcome -> asCookie(outcome, request));
    }

    @Override
    public Outcome authenticate(Request request) {
        return Cookies.value(request, cookie)
                .map(token -> asCookie(tokens.authenticate(token), request))
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
