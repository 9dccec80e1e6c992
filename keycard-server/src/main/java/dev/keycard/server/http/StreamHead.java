package dev.keycard.server.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** The headers of an HTTP/2 request. The decoder limits them only by their bytes. */
final class StreamHead {

    /** The memory of a stream and a request, with the objects of Vert.x for both. */
    private static final int COST_OF_STREAM = 1024;

    /** An entry, two strings and their arrays. */
    private static final int COST_OF_LINE = 160;

    private StreamHead() {}

    static int lines(HttpServerRequest request) {
        return request.headers().entries().size();
    }

    /** How many bytes they hold. */
    static long cost(HttpServerRequest request) {
        long cost = COST_OF_STREAM;
        cost += request.uri().length();
        for (Map.Entry<String, String> line : request.headers()) {
            cost += COST_OF_LINE;
            cost += line.getKey().length();
            cost += line.getValue().length();
        }
        return cost;
    }
}
