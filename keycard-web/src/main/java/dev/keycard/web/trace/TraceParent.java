package dev.keycard.web.trace;

import dev.keycard.api.Internal;
import dev.keycard.http.Request;
import java.util.List;
import java.util.Optional;

/**
 * The {@code traceparent} header of W3C Trace Context, section 3.2: the trace, and the span that sent this request. A header of
 * any other form is ignored and not repaired, because any client may send one.
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId the caller's span, 16 such digits
 * @param text the header as it came
 */
@Internal
public record TraceParent(String traceId, String spanId, String text) {

    static final String HEADER = "traceparent";

    private static final int TRACE_BEGINS = 3;
    private static final int TRACE_ENDS = 35;
    private static final int SPAN_BEGINS = 36;
    private static final int SPAN_ENDS = 52;
    private static final int FLAGS_BEGIN = 53;
    private static final int LENGTH = 55;
    private static final int LONGEST = 256;

    /** The header of the request; empty if it is missing or malformed. */
    public static Optional<TraceParent> of(Request request) {
        if (request.header(HEADER) == null) {
            return Optional.empty();
        }
        List<String> lines = request.headers(HEADER);
        return lines.size() == 1 ? parse(lines.get(0)) : Optional.empty();
    }

    static Optional<TraceParent> parse(String text) {
        return isWellFormed(text) && hasKnownEnd(text)
                ? Optional.of(new TraceParent(
                        text.substring(TRACE_BEGINS, TRACE_ENDS), text.substring(SPAN_BEGINS, SPAN_ENDS), text))
                : Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        return text.length() >= LENGTH
                && isHex(text, 0, 2)
                && text.charAt(TRACE_BEGINS - 1) == '-'
                && isHex(text, TRACE_BEGINS, TRACE_ENDS)
                && !isZero(text, TRACE_BEGINS, TRACE_ENDS)
                && text.charAt(TRACE_ENDS) == '-'
                && isHex(text, SPAN_BEGINS, SPAN_ENDS)
                && !isZero(text, SPAN_BEGINS, SPAN_ENDS)
                && text.charAt(SPAN_ENDS) == '-'
                && isHex(text, FLAGS_BEGIN, LENGTH);
    }

    /** Version 00 ends here; a later one may continue after a dash; version ff does not exist. */
    private static boolean hasKnownEnd(String text) {
        if (text.length() == LENGTH) {
            return !text.startsWith("ff");
        }
        return !text.startsWith("00")
                && !text.startsWith("ff")
                && text.length() <= LONGEST
                && text.charAt(LENGTH) == '-'
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c == '0');
    }
}
