package dev.keycard.server.http;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** What a request's headers say about its body (RFC 9112 section 6, RFC 9113 section 8.1.1). */
final class BodyFraming {

    private BodyFraming() {}

    /** The length that the headers declare; 0 if they declare none or no number. */
    static long declared(HttpServerRequest request) {
        String length = request.headers().get(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException noLength) {
            // The decoder refuses malformed lines of HTTP/1; a number beyond the range of long is too large in any
            // case.
            return Long.MAX_VALUE;
        }
    }

    /** Whether a body follows. HTTP/2 requests need not declare one, so there the method decides. */
    static boolean expected(HttpServerRequest request) {
        if (declared(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return true;
        }
        return request.version() == HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && mayHaveBody(request.method().name());
    }

    /** Whether the client waits for {@code 100 Continue} before it sends the body. */
    static boolean wantsContinue(HttpServerRequest request) {
        String expect = request.headers().get(HttpHeaders.EXPECT);
        return expect != null && AsciiString.contentEqualsIgnoreCase(expect, "100-continue");
    }

    private static boolean mayHaveBody(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "DELETE" -> false;
            default -> true;
        };
    }
}
