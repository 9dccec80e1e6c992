package dev.keycard.server.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

/** The parts of a connection that exist from its acceptance on. The record is immutable; its parts are not. */
record AcceptedChannel(Channel channel, AdmittedConnection admitted, ConnectionMemory allowance, FrontMemory memory) {

    private static final AttributeKey<AcceptedChannel> KEY = AttributeKey.valueOf("keycard.accepted");

    static AcceptedChannel of(Channel channel) {
        return channel.attr(KEY).get();
    }

    void attach() {
        channel.attr(KEY).set(this);
    }

    /** An account for headers of this connection; the connection is closed when the room is needed. */
    Held holdingHeads() {
        return new Held(allowance, memory.heads(), this::close);
    }

    /** Closes the socket at once, without a TLS or HTTP message of closing. May be called from any thread. */
    void close() {
        channel.eventLoop().execute(() -> channel.unsafe().close(channel.voidPromise()));
    }
}
