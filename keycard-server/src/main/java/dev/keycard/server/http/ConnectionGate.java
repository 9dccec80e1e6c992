package dev.keycard.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Receives each connection when it is accepted, before its pipeline is built and before a TLS handshake begins. Closes a
 * connection that exceeds a limit at once. Stands first in the pipeline of the listening channel. Thread-safe.
 */
@ChannelHandler.Sharable
final class ConnectionGate extends ChannelInboundHandlerAdapter {

    private final ConnectionRegistry registry;
    private final FrontMemory memory;
    private final Limits limits;
    private final boolean secure;

    /** @param secure whether the server speaks TLS */
    ConnectionGate(ConnectionRegistry registry, FrontMemory memory, Limits limits, boolean secure) {
        this.registry = registry;
        this.memory = memory;
        this.limits = limits;
        this.secure = secure;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        AdmittedConnection admitted = registry.admit(address(channel), secure, () -> close(channel));
        if (admitted == null) {
            channel.unsafe().closeForcibly();
            return;
        }
        channel.closeFuture().addListener(closed -> admitted.closed());
        AcceptedChannel accepted = new AcceptedChannel(channel, admitted, memory.allowance(), memory);
        accepted.attach();
        if (secure) {
            channel.pipeline().addFirst("handshakeGuard", new HandshakeGuard(accepted, limits));
        }
        context.fireChannelRead(message);
    }

    private static @Nullable InetAddress address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
    }

    private static void close(Channel channel) {
        AcceptedChannel.of(channel).close();
    }
}
