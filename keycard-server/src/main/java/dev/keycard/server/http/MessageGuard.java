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
 * Sees to it that malformed messages of HTTP/1 are answered like all others, with the headers that every answer carries. Requests
 * of a version that is not spoken here are marked as malformed: Vert.x would answer them itself, with 501. Bodies that cannot
 * be understood are handed to whoever reads them: Vert.x would close the connection without an answer. It offers no way to
 * change that, so this stands below it, in the pipeline of Netty, after the decoder.
 */
final class MessageGuard extends ChannelInboundHandlerAdapter {

    private final Predicate<Throwable> brokenBody;

    /** @param brokenBody told why a body cannot be understood; false if nobody reads it */
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

    // The decoder gives these two instances for their versions, and Vert.x compares them so as well.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSpoken(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
