package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.Answers;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.RequestIds;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;

/** Receives the connections and requests of one event loop, and is confined to it. */
final class ConnectionHandler {

    private final Serving serving;
    private final Deadlines deadlines;
    private final RequestIds ids;
    private final ClientAddresses clients;

    ConnectionHandler(
            Context eventLoop,
            Answers answers,
            Workers workers,
            Limits limits,
            RequestIds ids,
            ClientAddresses clients) {
        this.deadlines = new Deadlines(limits.times(), System::nanoTime);
        this.serving =
                new Serving(eventLoop, answers, workers, limits, deadlines, new HttpDate(InstantSource.system()));
        this.ids = ids;
        this.clients = clients;
    }

    void connected(HttpConnection connection) {
        connection.closeHandler(closed -> deadlines.closed(connection));
        // A broken connection needs no handling here: the close handler receives its end.
        connection.exceptionHandler(broken -> {});
        deadlines.opened(
                connection, ClientConnection.of(connection, serving.limits().request()));
    }

    void received(HttpServerRequest request) {
        ClientConnection client = deadlines.requestBegan(request.connection());
        if (client != null) {
            exchange(client, request).begin();
        }
    }

    /** A request that the decoder could not read. */
    void malformed(HttpServerRequest request) {
        ClientConnection client = deadlines.requestBegan(request.connection());
        if (client != null) {
            exchange(client, request).refuse(codeOf(request.decoderResult().cause()));
        }
    }

    void sweep() {
        deadlines.sweep();
    }

    private Exchange exchange(ClientConnection client, HttpServerRequest request) {
        String id = ids.choose(request.headers().get(HeaderNames.REQUEST_ID));
        return new Exchange(serving, client, request, IncomingRequest.withoutBody(request, id, clients));
    }

    /** The refusal of a message that the decoder could not read. */
    static ErrorCode codeOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return ErrorCode.HEADERS_TOO_LARGE;
        }
        return cause instanceof TooLongFrameException ? ErrorCode.PAYLOAD_TOO_LARGE : ErrorCode.INVALID;
    }
}
