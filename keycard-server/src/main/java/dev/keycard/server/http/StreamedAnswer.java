package dev.keycard.server.http;

import dev.keycard.http.StreamedBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer whose body is written while time passes. What the client has not taken is counted; a client that leaves too much of
 * it is cut off, and so is one that takes nothing for longer than an answer may take. Confined to its event loop, but for the
 * methods of the sink.
 */
final class StreamedAnswer implements StreamedBody.Sink {

    /** The most that may wait for one client. */
    private static final int MOST_WAITING = 256 * 1024;
    /** The memory of a part besides its bytes. */
    private static final int COST_OF_PART = 128;

    private final Serving serving;
    private final ClientConnection client;
    private final HttpServerRequest request;
    private final StreamedBody body;
    private final Held held;
    private final Runnable whenOver;
    private long waiting;
    private boolean over;

    /** @param whenOver called once, when the body has ended or the client is gone */
    StreamedAnswer(
            Serving serving, ClientConnection client, HttpServerRequest request, StreamedBody body, Runnable whenOver) {
        this.serving = serving;
        this.client = client;
        this.request = request;
        this.body = body;
        this.whenOver = whenOver;
        this.held = client.holding(this::abort);
    }

    /** The head is set: sends it with the first part. */
    void begin() {
        HttpServerResponse response = request.response();
        response.setChunked(true);
        response.closeHandler(gone -> finish());
        response.exceptionHandler(broken -> finish());
        body.begin(this);
    }

    @Override
    public void send(byte[] bytes) {
        serving.eventLoop().runOnContext(there -> write(bytes));
    }

    @Override
    public void end() {
        serving.eventLoop().runOnContext(there -> {
            if (!over) {
                request.response().end();
                finish();
            }
        });
    }

    @Override
    public void abort() {
        serving.eventLoop().runOnContext(there -> cut());
    }

    private void write(byte[] bytes) {
        if (over) {
            return;
        }
        long cost = (long) bytes.length + COST_OF_PART;
        if (waiting + cost > MOST_WAITING || !held.hold(waiting + cost)) {
            cut();
            return;
        }
        waiting += cost;
        request.response().write(Buffer.buffer(bytes)).onComplete(taken -> taken(cost));
    }

    private void taken(long cost) {
        if (!over) {
            waiting -= cost;
            held.hold(waiting);
            serving.deadlines().progressed(client);
        }
    }

    private void cut() {
        if (!over) {
            finish();
            if (client.isHttp2()) {
                request.response().reset(ResponseWriter.CANCEL);
            } else {
                client.close();
            }
        }
    }

    private void finish() {
        if (!over) {
            over = true;
            held.release();
            whenOver.run();
            body.closed();
        }
    }
}
