package dev.keycard.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Receives the end of a connection's TLS handshake, and counts the bytes of an incomplete TLS record: a record is decrypted
 * only as a whole, and may have 16 KiB. Stands before TLS in the pipeline; confined to its event loop.
 */
final class HandshakeGuard extends ChannelInboundHandlerAdapter {

    /** Buffers grow by doubling. */
    private static final int ROOM = 2;

    private final AcceptedChannel accepted;
    private final Limits limits;
    private final Held held;
    private final TlsRecords records = new TlsRecords();
    private boolean watching;

    HandshakeGuard(AcceptedChannel accepted, Limits limits) {
        this.accepted = accepted;
        this.limits = limits;
        this.held = accepted.holdingHeads();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!watching) {
            watching = true;
            watchHandshake(context);
        }
        records.follow((ByteBuf) message);
        if (held.hold(ROOM * records.incomplete())) {
            context.fireChannelRead(message);
        } else {
            ReferenceCountUtil.release(message);
            accepted.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        held.release();
        context.fireChannelInactive();
    }

    private void watchHandshake(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) {
                handshakeIsComplete(context, tls);
            }
        });
    }

    private void handshakeIsComplete(ChannelHandlerContext context, SslHandler tls) {
        accepted.admitted().established();
        if (ApplicationProtocolNames.HTTP_2.equals(tls.applicationProtocol())) {
            FrameGuard frames = new FrameGuard(accepted.holdingHeads(), limits.http2(), System::nanoTime);
            context.pipeline().addAfter(context.pipeline().context(tls).name(), "frameGuard", frames);
            ScheduledFuture<?> unused = context.executor()
                    .schedule(
                            () -> closeUnlessGreeted(frames),
                            limits.times().firstRequest().toMillis(),
                            TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Vert.x reports an HTTP/2 connection only after the client has sent its settings; this covers clients that never send
     * them.
     */
    private void closeUnlessGreeted(FrameGuard frames) {
        if (!frames.sawSettings()) {
            accepted.close();
        }
    }

    /** RFC 8446 section 5.1: type, version, length. */
    private static final class TlsRecords extends FrameWalk {

        private static final int HEADER = 5;

        TlsRecords() {
            super(HEADER);
        }

        @Override
        int lengthOf(byte[] header) {
            return ((header[3] & 0xff) << 8) | (header[4] & 0xff);
        }

        @Override
        void began(byte[] header) {
            // The TLS engine reads the content.
        }
    }
}
