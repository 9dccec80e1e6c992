package dev.keycard.http;

import dev.keycard.api.Internal;
import java.util.Locale;

/** The media types that the client accepts (RFC 9110 section 12.5.1): JSON, problem details, or neither. */
@Internal
public final class Negotiation {

    private Negotiation() {}

    /** Whether the client accepts JSON. Without the header, every type is accepted. */
    public static boolean acceptsJson(Request request) {
        String accept = request.header(HeaderNames.ACCEPT);
        if (accept == null || accept.equals("*/*") || accept.equals(MediaTypes.JSON) || accept.isBlank()) {
            return true;
        }
        return anyLine(request, MediaTypes.JSON)
                || anyLine(request, MediaTypes.PROBLEM_JSON)
                || anyLine(request, "application/*")
                || anyLine(request, "*/*");
    }

    /** Whether the client asks for server-sent events by name. */
    public static boolean acceptsEvents(Request request) {
        return request.header(HeaderNames.ACCEPT) != null && anyLine(request, MediaTypes.EVENT_STREAM);
    }

    /** Whether the client accepts errors as RFC 9457 problems. */
    public static boolean wantsProblem(Request request) {
        return request.header(HeaderNames.ACCEPT) != null && anyLine(request, MediaTypes.PROBLEM_JSON);
    }

    private static boolean anyLine(Request request, String type) {
        for (String line : request.headers(HeaderNames.ACCEPT)) {
            for (String range : line.split(",", -1)) {
                if (matches(range, type)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean matches(String range, String type) {
        String[] parts = range.split(";", -1);
        if (parts.length == 0 || !parts[0].strip().toLowerCase(Locale.ROOT).equals(type)) {
            return false;
        }
        for (int i = 1; i < parts.length; i++) {
            // A weight of zero means "not this one".
            if (parts[i].strip().toLowerCase(Locale.ROOT).matches("q=0(\\.0{0,3})?")) {
                return false;
            }
        }
        return true;
    }
}
