package dev.keycard.web.trace;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import org.slf4j.MDC;

/**
 * Adds the trace of a request to the lines that this thread logs until it is closed. Without a trace it costs only the reading
 * of one header.
 */
@Internal
public enum Tracing implements AutoCloseable {
    /** The request is part of a trace. */
    ON,
    /** The request has no valid trace. */
    OFF;

    /** The field of a log line that names the trace. */
    public static final String TRACE_ID = "trace_id";

    /** The field of a log line that names the caller's span. */
    public static final String SPAN_ID = "span_id";

    /** Begins; must be closed on the same thread. */
    public static Tracing begin(Request request) {
        return TraceParent.of(request).map(Tracing::note).orElse(OFF);
    }

    private static Tracing note(TraceParent parent) {
        MDC.put(TRACE_ID, parent.traceId());
        MDC.put(SPAN_ID, parent.spanId());
        return ON;
    }

    @Override
    public void close() {
        if (this == ON) {
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
        }
    }
}
