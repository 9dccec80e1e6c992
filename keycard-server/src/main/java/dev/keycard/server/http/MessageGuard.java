package dev.keycard.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Predicate;

/**
 * Ensures that malformed messages of HTTP/1 get an answer with the headers that every answer carries. It marks requests of an
 * unsupported HTTP version as malformed: Vert.x would answer them itself, with 501. It passes malformed bodies to their reader:
 * Vert.x would close the connection without an answer. Vert.x has no extension point for this, so this handler stands in the
 * pipeline of Netty, after the decoder.
 */
final class MessageGuard extends ChannelInboundHandlerAdapter {

    private final Predicate<Throwable> brokenBody;

    /** @param brokenBody receives the reason why a body is malformed; returns false if no exchange reads it */
    MessageGuard(Predicate<Throwable> brokenBody) {
        this.brokenBody = brokenBody;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            check(request);
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()
                && brokenBody.test(content.decoderResult().cause())) {
            ReferenceCountUtil.release(message);
            return;
        }
        context.fireChannelRead(message);
    }

    private static void check(HttpRequest request) {
        if (!isSpoken(request.protocolVersion())) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("unknown HTTP version")));
        }
        if (request.decoderResult().isFailure()) {
            // The answer repeats the version of the request, which may be anything.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
    }

    // The decoder uses these two instances for the supported versions; Vert.x compares by identity, too.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSpoken(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
