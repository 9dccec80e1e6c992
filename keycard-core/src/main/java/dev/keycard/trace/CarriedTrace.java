package dev.keycard.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace of one thread, to be noted on another that does something on its behalf. Immutable. */
public final class CarriedTrace {

    private static final CarriedTrace NONE = new CarriedTrace(null, null);

    private final @Nullable String traceId;
    private final @Nullable String spanId;

    private CarriedTrace(@Nullable String traceId, @Nullable String spanId) {
        this.traceId = traceId;
        this.spanId = spanId;
    }

    /** What is noted on this thread. */
    public static CarriedTrace ofThisThread() {
        String traceId = MDC.get(Tracing.TRACE_ID);
        return traceId == null ? NONE : new CarriedTrace(traceId, MDC.get(Tracing.SPAN_ID));
    }

    /** Works with the trace noted, if there is one. The thread must have none of its own. */
    public void during(Runnable work) {
        if (traceId == null) {
            work.run();
            return;
        }
        MDC.put(Tracing.TRACE_ID, traceId);
        MDC.put(Tracing.SPAN_ID, spanId);
        try {
            work.run();
        } finally {
            MDC.remove(Tracing.TRACE_ID);
            MDC.remove(Tracing.SPAN_ID);
        }
    }
}
