package dev.keycard.web.trace;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import dev.keycard.http.Response;
import java.util.List;

/**
 * Copies a request's trace context to its answer, for a proxy that sends a sub-request and then the original one. Copies only a
 * well-formed context.
 */
@Internal
public final class TracePassing {

    private static final String STATE = "tracestate";

    /** The minimum length of {@code tracestate} that must be propagated (W3C Trace Context section 3.3.1.5). */
    private static final int LONGEST_STATE = 512;

    private TracePassing() {}

    /** The answer with the context of the request, if it has one. */
    public static Response on(Response response, Request request) {
        return TraceParent.of(request)
                .map(parent -> withState(response.with(TraceParent.HEADER, parent.text()), request))
                .orElse(response);
    }

    private static Response withState(Response response, Request request) {
        List<String> lines = request.headers(STATE);
        String state = String.join(",", lines);
        return state.isEmpty() || !isHarmless(state) ? response : response.with(STATE, state);
    }

    private static boolean isHarmless(String state) {
        return state.length() <= LONGEST_STATE && state.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
