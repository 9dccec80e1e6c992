package dev.keycard.web.tokencookie;

import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;

/** What browsers keep of tokens in cookies, for the endpoints that have no other business with them. Thread-safe. */
public interface TokenCookieRemoval {

    /** Where no token is kept in a cookie. */
    TokenCookieRemoval NONE = new TokenCookieRemoval() {
        @Override
        public boolean ownsCsrfCookie(Request request) {
            return false;
        }

        @Override
        public Response withoutTokensOf(TimeId ended, Request request, Response answer) {
            return answer;
        }
    };

    /** Whether the browser's CSRF cookie goes with its token cookies, and must not be replaced under them. */
    boolean ownsCsrfCookie(Request request);

    /** The answer that also removes the cookies of a login that has just ended, if it is this browser that has them. */
    Response withoutTokensOf(TimeId ended, Request request, Response answer);
}
