package dev.keycard.web.authcheck;

import dev.keycard.api.Internal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.Response.Header;
import dev.keycard.throttle.Rate;
import java.util.List;

/** Counts requests against the rate of a rule. Thread-safe. */
@Internal
@FunctionalInterface
public interface RuleThrottle {

    /**
     * Counts the request for its user, or for its address if the request is anonymous. Throws an {@link
     * dev.keycard.http.ApiError} {@code throttled} if the rate is used up.
     *
     * @param scope a name for the requests that are counted together
     * @return header lines with the state of the limit
     */
    List<Header> count(String scope, Rate rate, Request request, Principal principal);
}
