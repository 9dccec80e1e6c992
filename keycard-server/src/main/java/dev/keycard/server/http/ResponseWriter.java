package dev.keycard.server.http;

import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Sends answers. */
final class ResponseWriter {

    /** The memory of an answer besides its body. */
    static final int COST_OF_HEAD = 1024;

    /** The HTTP/2 error code NO_ERROR, for a stream that is no longer needed (RFC 9113 section 7). */
    static final long CANCEL = 8;

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(HeaderNames.REQUEST_ID);

    private ResponseWriter() {}

    /**
     * Sends the answer. The future completes when the client has received it, or has disconnected.
     *
     * @param date the value of the {@code Date} header (RFC 9110 section 6.6.1)
     * @param leave whether the answer announces that the connection will be closed
     */
    static Future<Void> write(HttpServerRequest request, Response answer, String id, String date, boolean leave) {
        HttpServerResponse response = head(request, answer, id, date, leave);
        MultiMap headers = response.headers();
        if (request.method().equals(HttpMethod.HEAD)) {
            if (answer.streamed() == null) {
                headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            }
            return response.end();
        }
        if (answer.body().length == 0) {
            return response.end();
        }
        return response.end(Buffer.buffer(answer.body()));
    }

    /** Sets the status and the headers of an answer. */
    static HttpServerResponse head(HttpServerRequest request, Response answer, String id, String date, boolean leave) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        MultiMap headers = response.headers();
        for (Response.Header header : answer.headers()) {
            headers.add(header.name(), header.value());
        }
        headers.add(REQUEST_ID, id);
        headers.add(HttpHeaders.DATE, date);
        if (leave && request.version() != HttpVersion.HTTP_2) {
            headers.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        return response;
    }
}
