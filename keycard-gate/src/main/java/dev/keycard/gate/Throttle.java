package dev.keycard.gate;

import dev.keycard.authentication.Principal;
import dev.keycard.http.Request;
import dev.keycard.http.Response.Header;
import java.util.List;

/**
 * The third stage of the {@link Gate}: counts requests, and refuses them by an {@link dev.keycard.http.ApiError} {@code
 * throttled} when a rate is used up. A throttle that cannot count throws, which refuses the request. Thread-safe; never blocks,
 * unless it says that it may wait.
 */
public interface Throttle {

    /**
     * Counts a request that was admitted.
     *
     * @param principal whose credential the request has, also if it is limited and was admitted as anonymous
     * @return the header lines of its answer, none if nothing counts it
     */
    List<Header> count(Request request, Principal principal, Guarded endpoint);

    /** Counts a request whose credential was refused, by its address. */
    void countRefused(Request request);

    /**
     * Whether {@link #count} may wait for another machine. The {@link Gate} then counts the request on a worker thread,
     * never on the event loop.
     */
    default boolean mayWait(Principal principal, Guarded endpoint) {
        return false;
    }

    /** The same for {@link #countRefused}. */
    default boolean mayWaitForRefused() {
        return false;
    }

    /** Counts nothing, for a program behind another rate limiter. */
    static Throttle unlimited() {
        return new Throttle() {
            @Override
            public List<Header> count(Request request, Principal principal, Guarded endpoint) {
                return List.of();
            }

            @Override
            public void countRefused(Request request) {
                // nothing is counted
            }
        };
    }
}
