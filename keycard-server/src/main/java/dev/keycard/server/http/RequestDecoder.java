package dev.keycard.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ByteProcessor;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes requests of HTTP/1, one at a time. Beyond what Netty's decoder does:
 *
 * <ul>
 *   <li>header lines and trailers are counted as they arrive;
 *   <li>while a request waits for its answer, nothing that follows it is decoded or read: pipelined requests stay bytes, of which
 *       at most one read is held;
 *   <li>after a few pipelined requests, other connections get their turn;
 *   <li>a chunked body may take eight times its allowed length on the wire, which permits tiny chunks but not endless chunk
 *       extensions;
 *   <li>the bytes of an incomplete request are counted.
 * </ul>
 *
 * Confined to its event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {

    /** The memory of a header line besides its bytes: an entry, two strings and their arrays. */
    private static final int COST_OF_LINE = 160;

    private static final int LONGEST_FRAMING = 8;

    /** How many pipelined requests of one connection are answered before other connections get their turn. */
    private static final int TURN = 32;

    /** Only headers longer than usual are searched for continuation lines. */
    private static final int USUAL_HEAD = 2048;

    private final HeaderLines lines;
    private final int mostLines;
    private final int longestMessage;
    private final Held held;

    private @Nullable ChannelHandlerContext context;
    private boolean inHead;
    private boolean inBody;
    private boolean answering;
    private boolean discarding;
    private boolean reading;
    private boolean paused;
    private boolean heldWhileAnswering;
    private int turn = TURN;
    private long onWire;
    private int longHeadLines;

    RequestDecoder(RequestLimits limits, Held held) {
        this(limits, held, new HeaderLines(limits.headerLines()));
    }

    private RequestDecoder(RequestLimits limits, Held held, HeaderLines lines) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.line())
                .setMaxHeaderSize(limits.headers())
                .setTrailersFactory(lines));
        this.lines = lines;
        this.held = held;
        this.mostLines = limits.headerLines();
        this.longestMessage = limits.line() + limits.headers() + LONGEST_FRAMING * limits.body();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext removed) throws Exception {
        held.release();
        super.handlerRemoved0(removed);
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        lines.reset();
        onWire = 0;
        longHeadLines = 0;
        inHead = true;
        return new DefaultHttpRequest(
                HttpVersion.valueOf(line[2]), HttpMethod.valueOf(line[0]), line[1], lines.newHeaders());
    }

    @Override
    protected void decode(ChannelHandlerContext channel, ByteBuf in, List<Object> out) throws Exception {
        if (discarding) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!inBody && (answering || turn <= 0)) {
            return;
        }
        int from = in.readerIndex();
        super.decode(channel, in, out);
        onWire += in.readerIndex() - from;
        if (!inBody && onWire > USUAL_HEAD && tooManyLinesIn(in, from)) {
            refuseHead(in, out);
        }
        if (!out.isEmpty()) {
            decoded(out);
        }
        if (inBody && onWire > longestMessage) {
            giveUp(in, out);
        }
    }

    /** The decoder does not count continuation lines, because they are no header lines of their own. */
    private boolean tooManyLinesIn(ByteBuf in, int from) {
        int end = in.readerIndex();
        int at = in.forEachByte(from, end - from, ByteProcessor.FIND_LF);
        while (at >= 0) {
            longHeadLines++;
            at = in.forEachByte(at + 1, end - at - 1, ByteProcessor.FIND_LF);
        }
        return longHeadLines > mostLines + 2;
    }

    private void refuseHead(ByteBuf in, List<Object> out) {
        HttpMessage refused = createInvalidMessage();
        refused.setDecoderResult(DecoderResult.failure(new TooLongHttpHeaderException("too many lines")));
        out.forEach(ReferenceCountUtil::release);
        out.clear();
        out.add(refused);
        in.skipBytes(in.readableBytes());
    }

    private void decoded(List<Object> out) {
        if (out.get(0) instanceof HttpRequest request) {
            inHead = false;
            inBody = true;
            answering = true;
            turn--;
            discarding = request.decoderResult().isFailure();
        }
        if (out.get(out.size() - 1) instanceof LastHttpContent last) {
            inBody = false;
            discarding |= last.decoderResult().isFailure();
        }
    }

    private void giveUp(ByteBuf in, List<Object> out) {
        out.forEach(ReferenceCountUtil::release);
        out.clear();
        LastHttpContent end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
        end.setDecoderResult(DecoderResult.failure(new TooLongFrameException("more framing than content")));
        out.add(end);
        in.skipBytes(in.readableBytes());
        inBody = false;
        discarding = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) throws Exception {
        reading = true;
        try {
            super.channelRead(channel, message);
        } finally {
            reading = false;
        }
        settle(channel);
    }

    /** Counts the bytes that are not decoded yet, and stops reading while they wait for an answer. */
    private void settle(ChannelHandlerContext channel) {
        if (isWaiting()) {
            pause(channel);
        } else {
            turn = TURN;
        }
        int left = actualReadableBytes() > 0 ? internalBuffer().capacity() : 0;
        long bytes = left + (inHead || heldWhileAnswering ? head() : 0);
        if (!held.hold(bytes)) {
            AcceptedChannel.of(channel.channel()).close();
        }
    }

    /** Whether there are bytes whose decoding waits for an earlier request. */
    private boolean isWaiting() {
        return actualReadableBytes() > 0 && !inBody && (answering || turn <= 0);
    }

    private void pause(ChannelHandlerContext channel) {
        if (!paused) {
            paused = true;
            channel.channel().config().setAutoRead(false);
        }
        if (!answering) {
            channel.executor().execute(() -> resume(channel));
        }
    }

    private long head() {
        return onWire + (long) COST_OF_LINE * lines.count();
    }

    /** Counts the headers until the request is answered. Returns false if there is no room for them. */
    boolean holdHead() {
        heldWhileAnswering = true;
        held.complete(true);
        return held.hold(held.bytes() + head());
    }

    /** The answer was written: decodes the bytes that waited for it. */
    void answered() {
        answering = false;
        heldWhileAnswering = false;
        held.complete(false);
        ChannelHandlerContext channel = context;
        if (reading || channel == null || channel.isRemoved()) {
            return;
        }
        if (actualReadableBytes() > 0 || paused) {
            resume(channel);
        } else {
            held.release();
        }
    }

    private void resume(ChannelHandlerContext channel) {
        if (channel.isRemoved() || reading) {
            return;
        }
        turn = TURN;
        try {
            channelRead(channel, Unpooled.EMPTY_BUFFER);
            channelReadComplete(channel);
        } catch (Exception broken) {
            channel.fireExceptionCaught(broken);
        }
        if (paused && !isWaiting()) {
            paused = false;
            channel.channel().config().setAutoRead(true);
        }
    }
}
