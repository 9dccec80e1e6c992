package dev.keycard.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import java.util.function.LongSupplier;

/**
 * Watches the frames of one HTTP/2 connection. Frames that carry neither headers nor data (PING, SETTINGS, PRIORITY,
 * WINDOW_UPDATE, RST_STREAM, empty DATA, unknown ones) cost the server work and the client nothing. So each takes from a
 * credit, which grows with requests and with time; without credit the connection ends with {@code ENHANCE_YOUR_CALM}. The bytes
 * of an incomplete frame or header block are counted. Stands between TLS and HTTP/2 in the pipeline; confined to its event
 * loop.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {

    /** RFC 9113 section 3.4. */
    private static final int PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();

    /** The credit that a request adds: answers need window updates, settings and priorities. */
    private static final int FOR_REQUEST = 10;

    private static final long NANOS_FOR_ONE = 20_000_000;

    private final Held held;
    private final LongSupplier nanoClock;
    private final int mostCredit;
    private final Frames frames = new Frames();
    private int credit;
    private long earnedUntil;
    private int preface = PREFACE;
    private int headerBlock;
    private boolean settings;
    private boolean over;

    FrameGuard(Held held, Http2Limits limits, LongSupplier nanoClock) {
        this.held = held;
        this.nanoClock = nanoClock;
        this.mostCredit = limits.controlFrames();
        this.credit = mostCredit;
        this.earnedUntil = nanoClock.getAsLong();
    }

    /** Whether the client has sent its settings, with which each connection begins. */
    boolean sawSettings() {
        return settings;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!over) {
            frames.follow(withoutPreface(bytes));
            over = credit < 0 || !held.hold(2 * frames.incomplete() + headerBlock);
            if (over) {
                ReferenceCountUtil.release(message);
                context.fireExceptionCaught(
                        Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames"));
            } else {
                context.fireChannelRead(message);
            }
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        held.release();
        context.fireChannelInactive();
    }

    private ByteBuf withoutPreface(ByteBuf bytes) {
        int skipped = Math.min(preface, bytes.readableBytes());
        preface -= skipped;
        return skipped == 0 ? bytes : bytes.slice(bytes.readerIndex() + skipped, bytes.readableBytes() - skipped);
    }

    private void pay() {
        if (--credit < 0) {
            long now = nanoClock.getAsLong();
            credit += (int) Math.min(mostCredit, (now - earnedUntil) / NANOS_FOR_ONE);
            earnedUntil = now;
        }
    }

    /** RFC 9113 section 4.1: length, type, flags, stream. */
    private final class Frames extends FrameWalk {

        private static final int HEADER = 9;
        private static final int DATA = 0;
        private static final int HEADERS = 1;
        private static final int SETTINGS = 4;
        private static final int CONTINUATION = 9;
        private static final int END_STREAM = 1;
        private static final int END_HEADERS = 4;

        Frames() {
            super(HEADER);
        }

        @Override
        int lengthOf(byte[] header) {
            return ((header[0] & 0xff) << 16) | ((header[1] & 0xff) << 8) | (header[2] & 0xff);
        }

        @Override
        void began(byte[] header) {
            int length = lengthOf(header);
            int flags = header[4];
            switch (header[3]) {
                case HEADERS -> {
                    credit = Math.min(mostCredit, credit + FOR_REQUEST);
                    block(length, flags);
                }
                case CONTINUATION -> block(length, flags);
                case DATA -> {
                    if (length == 0 && (flags & END_STREAM) == 0) {
                        pay();
                    }
                }
                case SETTINGS -> {
                    settings = true;
                    pay();
                }
                default -> pay();
            }
        }

        private void block(int length, int flags) {
            headerBlock = (flags & END_HEADERS) == 0 ? headerBlock + length : 0;
        }
    }
}
