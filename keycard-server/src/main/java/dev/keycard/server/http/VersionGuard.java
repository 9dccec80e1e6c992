package dev.keycard.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Marks requests of an HTTP version that is not spoken here as malformed, so that they are answered like all malformed ones.
 * Vert.x would answer them itself, with 501, and without the headers that every answer carries. It offers no way to change
 * that, so this reaches below it, into the pipeline of Netty.
 */
final class VersionGuard extends ChannelInboundHandlerAdapter {

    private static final String DECODER = "httpDecoder";

    /** Guards the connection, if it speaks HTTP/1. */
    static void install(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            ChannelPipeline pipeline = base.channel().pipeline();
            if (pipeline.get(DECODER) != null) {
                pipeline.addAfter(DECODER, "versionGuard", new VersionGuard());
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && !isSpoken(request.protocolVersion())) {
            request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("unknown HTTP version")));
        }
        if (message instanceof HttpRequest request && request.decoderResult().isFailure()) {
            // The answer repeats the version of the request, which may be anything.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
        }
        context.fireChannelRead(message);
    }

    // The decoder gives these two instances for their versions, and Vert.x compares them so as well.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSpoken(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
