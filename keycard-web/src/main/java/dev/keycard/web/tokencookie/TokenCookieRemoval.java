package dev.keycard.web.tokencookie;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import dev.keycard.id.TimeId;

/** Removes cookies of tokens, for endpoints that do not use them otherwise. Thread-safe. */
@Internal
public interface TokenCookieRemoval {

    /** For a configuration without tokens in cookies. */
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

    /** Whether the browser's CSRF cookie belongs to its token cookies, so that it must not be replaced. */
    boolean ownsCsrfCookie(Request request);

    /** The answer, which also removes the cookies of a login that has just ended, if this browser has them. */
    Response withoutTokensOf(TimeId ended, Request request, Response answer);
}
