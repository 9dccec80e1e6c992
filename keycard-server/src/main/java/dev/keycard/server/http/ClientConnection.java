package dev.keycard.server.http;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.jspecify.annotations.Nullable;

/** The state of one connection after its HTTP version is known. Confined to its event loop. */
final class ClientConnection {

    private static final String DECODER = "httpDecoder";

    private final HttpConnection connection;
    private final AcceptedChannel accepted;
    private final @Nullable RequestDecoder decoder;

    /** The exchange whose body HTTP/1 is reading. */
    private @Nullable Exchange reading;

    private long due;
    private int requests;
    private boolean leaving;

    private ClientConnection(HttpConnection connection, AcceptedChannel accepted, @Nullable RequestDecoder decoder) {
        this.connection = connection;
        this.accepted = accepted;
        this.decoder = decoder;
    }

    /** Takes a connection over from Vert.x, and sets its limits. */
    static ClientConnection of(HttpConnection connection, RequestLimits limits) {
        AcceptedChannel accepted = AcceptedChannel.of(((ConnectionBase) connection).channel());
        ChannelPipeline pipeline = accepted.channel().pipeline();
        if (pipeline.get(DECODER) == null) {
            return new ClientConnection(connection, accepted, null);
        }
        RequestDecoder decoder = new RequestDecoder(limits, accepted.holdingHeads());
        pipeline.replace(DECODER, DECODER, decoder);
        ClientConnection client = new ClientConnection(connection, accepted, decoder);
        pipeline.addAfter(DECODER, "messageGuard", new MessageGuard(client::bodyIsBroken));
        return client;
    }

    /** Counts the bytes of bodies and answers of this connection. */
    Held holding(Runnable end) {
        return new Held(accepted.allowance(), accepted.memory().bodies(), end);
    }

    /** Counts the bytes of headers of this connection, which may have several requests at once. */
    Held holdingHeads() {
        return accepted.holdingHeads();
    }

    boolean isHttp2() {
        return decoder == null;
    }

    /** The longest answer that is not counted beyond the cost of a connection. */
    int usualAnswer() {
        return accepted.memory().usualAnswer();
    }

    /** How many bytes of answers wait for the client to take them. */
    long untaken() {
        var waiting = accepted.channel().unsafe().outboundBuffer();
        return waiting == null ? 0 : waiting.totalPendingWriteBytes();
    }

    long due() {
        return due;
    }

    void dueAt(long time) {
        due = time;
    }

    boolean leaving() {
        return leaving;
    }

    void leave() {
        leaving = true;
    }

    /** How many requests are not answered. */
    int requests() {
        return requests;
    }

    void requestBegan() {
        requests++;
        accepted.admitted().requestBegan();
    }

    /** @param now a reading of the monotonic clock */
    void requestEnded(long now) {
        requests--;
        if (requests == 0) {
            accepted.admitted().requestsEnded(now);
        }
    }

    /** The answer was written: releases the request, so that the next one may be decoded. */
    void answered() {
        if (decoder != null) {
            decoder.answered();
        }
    }

    /** The request waits for its answer, so its headers are counted. Returns false if there is no room for them. */
    boolean holdHead() {
        return decoder == null || decoder.holdHead();
    }

    void readingBegan(Exchange exchange) {
        reading = exchange;
    }

    void readingEnded() {
        reading = null;
    }

    /** The body is malformed. Returns false if no exchange reads it. */
    boolean bodyIsBroken(Throwable cause) {
        Exchange exchange = reading;
        if (exchange == null) {
            return false;
        }
        exchange.bodyIsBroken(cause);
        return true;
    }

    void close() {
        connection.close();
    }
}
