package dev.keycard.server.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** What belongs to a connection from its acceptance on. Immutable but for what it names. */
record AcceptedChannel(Channel channel, AdmittedConnection admitted, ConnectionMemory allowance, FrontMemory memory) {

    private static final AttributeKey<AcceptedChannel> KEY = AttributeKey.valueOf("keycard.accepted");

    static AcceptedChannel of(Channel channel) {
        return channel.attr(KEY).get();
    }

    void attach() {
        channel.attr(KEY).set(this);
    }

    /** Something of this connection that holds headers; the connection is closed to make room. */
    Held holdingHeads() {
        return new Held(allowance, memory.heads(), this::close);
    }

    /** Closes below TLS and HTTP: nobody waits for the client to take a farewell. From any thread. */
    void close() {
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }
}
