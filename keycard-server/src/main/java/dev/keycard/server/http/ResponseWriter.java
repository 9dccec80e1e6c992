package dev.keycard.server.http;

import dev.keycard.http.Response;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Puts an answer on the wire. */
final class ResponseWriter {

    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized("X-Request-Id");

    private ResponseWriter() {}

    /**
     * Sends the answer.
     *
     * @param date what the clock says (RFC 9110 section 6.6.1)
     * @param leave whether the client is told that the connection will be closed
     */
    static void write(HttpServerRequest request, Response answer, String id, String date, boolean leave) {
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
        if (request.method().equals(HttpMethod.HEAD)) {
            headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.end();
        } else if (answer.body().length == 0) {
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }
}
