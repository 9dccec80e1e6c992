package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.ErrorCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives the connections and requests of one event loop, and is confined to it but for the shared count. */
final class Reception {

    private final Context eventLoop;
    private final Answers answers;
    private final Workers workers;
    private final Limits limits;
    private final Deadlines deadlines;
    private final RequestIds ids;
    private final ClientAddresses clients;
    private final HttpDate date = new HttpDate(InstantSource.system());
    private final AtomicInteger connections;

    /** @param connections how many connections all event loops have together */
    Reception(
            Context eventLoop,
            Answers answers,
            Workers workers,
            Limits limits,
            RequestIds ids,
            ClientAddresses clients,
            AtomicInteger connections) {
        this.eventLoop = eventLoop;
        this.answers = answers;
        this.workers = workers;
        this.limits = limits;
        this.deadlines = new Deadlines(limits, System::nanoTime);
        this.ids = ids;
        this.clients = clients;
        this.connections = connections;
    }

    void connected(HttpConnection connection) {
        connection.closeHandler(closed -> disconnected(connection));
        // A connection that breaks is no event: its end is noticed by the close handler.
        connection.exceptionHandler(broken -> {});
        deadlines.opened(connection);
        VersionGuard.install(connection);
        if (connections.incrementAndGet() > limits.connections().most()) {
            connection.close();
        }
    }

    private void disconnected(HttpConnection connection) {
        connections.decrementAndGet();
        deadlines.closed(connection);
    }

    void received(HttpServerRequest request) {
        if (deadlines.requestBegan(request.connection())) {
            exchange(request).begin();
        }
    }

    /** A request that the decoder could not make sense of. */
    void malformed(HttpServerRequest request) {
        if (deadlines.requestBegan(request.connection())) {
            exchange(request).refuse(codeOf(request.decoderResult().cause()));
        }
    }

    void sweep() {
        deadlines.sweep();
    }

    private Exchange exchange(HttpServerRequest request) {
        String id = ids.choose(request.headers().get("X-Request-Id"));
        IncomingRequest incoming = IncomingRequest.withoutBody(request, id, clients);
        return new Exchange(eventLoop, answers, workers, limits, deadlines, date, request, incoming);
    }

    private static ErrorCode codeOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return ErrorCode.URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException ? ErrorCode.HEADERS_TOO_LARGE : ErrorCode.INVALID;
    }
}
