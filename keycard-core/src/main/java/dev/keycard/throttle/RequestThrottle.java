package dev.keycard.throttle;

import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.authentication.Principal;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Gate's third stage: counts a request against its user, or against its address if nobody is signed in. Refused requests
 * are not counted, so a client that keeps knocking is let in when its period is over. Thread-safe; never blocks.
 */
public final class RequestThrottle {

    private final ThrottleConfig config;
    private final Counters counters;

    public RequestThrottle(ThrottleConfig config, Counters counters) {
        this.config = config;
        this.counters = counters;
    }

    /** Counts the request. Throws an {@link ApiError} {@code throttled} if its rate is used up. */
    public void count(Request request, Principal principal) {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            take("user/", Long.toString(signedIn.user().id()), config.user());
        } else if (config.anon() != null) {
            take("anon/", Addresses.key(request.address()), config.anon());
        }
    }

    /**
     * Counts the request against a rate of its own, for its user, or for its address if nobody is signed in. Throws like the
     * other.
     *
     * @param scope what is counted apart from everything else
     */
    public void count(String scope, Rate rate, Request request, Principal principal) {
        if (principal instanceof AuthenticatedPrincipal signedIn) {
            take(scope + "/user/", Long.toString(signedIn.user().id()), rate);
        } else {
            take(scope + "/anon/", Addresses.key(request.address()), rate);
        }
    }

    private void take(String kind, String who, @Nullable Rate rate) {
        if (rate == null) {
            return;
        }
        Duration wait = counters.take(kind + who, rate);
        if (!wait.isZero()) {
            throw ApiError.retryAfter(ErrorCode.THROTTLED, wait);
        }
    }
}
