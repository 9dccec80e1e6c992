package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Json;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.http.SetCookie;
import dev.keycard.id.TimeId;
import dev.keycard.web.csrf.Csrf;
import dev.keycard.web.request.Bodies;
import dev.keycard.web.request.Cookies;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in cookies. A token in a cookie is accepted only with a CSRF proof that is bound to its login, and a sign-in only from
 * pages of the site or from clients that are not browsers.
 *
 * <p>A client that presents the refresh token in the body gets the answer in the body: no cookie is set, so another site cannot
 * set the cookies of a login in a browser that way. A refusal never removes a cookie: when two tabs refresh at once, the
 * refusal of the second would otherwise remove the cookies that the first has received. Thread-safe.
 */
@Internal
public final class CookieTransport implements TokenTransport, TokenCookieRemoval {

    private final TokenCookies cookies;
    private final Csrf csrf;
    private final SetCookie noSession;

    /** @param noSession the cookie that removes a session, since a browser has one login at a time */
    public CookieTransport(TokenCookies cookies, Csrf csrf, SetCookie noSession) {
        this.cookies = cookies;
        this.csrf = csrf;
        this.noSession = noSession;
    }

    @Override
    public boolean usesCookies() {
        return true;
    }

    @Override
    public void admitSignIn(Request request) {
        if (!csrf.comesFromThisSite(request)) {
            throw new ApiError(ErrorCode.CSRF_FAILED);
        }
    }

    @Override
    public TokenTransport of(Request request) {
        return Bodies.jsonOrForm(request).raw(BodyTransport.REFRESH).isPresent() ? BodyTransport.BODY : this;
    }

    @Override
    public String refreshToken(Request request) {
        return Cookies.value(request, cookies.refreshName())
                .orElseThrow(() -> new ApiError(ErrorCode.NOT_AUTHENTICATED));
    }

    @Override
    public void check(Request request, TimeId login) {
        csrf.check(request, Optional.of(login));
    }

    @Override
    public Response handOver(Request request, TimeId login, String access, @Nullable String refresh) {
        Response answer = cookies.holdsAccess()
                ? Response.json(200, Json.object()).with(cookies.access(access))
                : Response.json(200, Json.object().put("access", access));
        if (refresh != null) {
            answer = answer.with(cookies.refresh(refresh))
                    .with(csrf.cookieForTokens(request, login, cookies.refreshLifetime()));
        }
        return Cookies.value(request, noSession.name()).isPresent() ? answer.with(noSession) : answer;
    }

    @Override
    public boolean ownsCsrfCookie(Request request) {
        return csrf.isOfTokens(request);
    }

    @Override
    public Response withoutTokensOf(TimeId ended, Request request, Response answer) {
        if (!csrf.isCookieOf(ended, request)) {
            return answer;
        }
        Response emptied = answer.with(cookies.refresh("").removed())
                .with(csrf.newCookie(Optional.empty()).removed());
        return cookies.holdsAccess() ? emptied.with(cookies.access("").removed()) : emptied;
    }
}
