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
            // HTTP/1 lines of that kind have been refused by the decoder; more digits than a long are simply too many.
            return Long.MAX_VALUE;
        }
    }

    /** Whether a body has to be waited for. HTTP/2 need not declare one, so there the method tells. */
    static boolean expected(HttpServerRequest request) {
        if (declared(request) > 0 || request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return true;
        }
        return request.version() == HttpVersion.HTTP_2
                && !request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && mayHaveBody(request.method().name());
    }

    /** Whether the client sends the body only once it is told to. */
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
