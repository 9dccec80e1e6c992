package dev.keycard.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How a client reaches a server in a test. */
enum Transport {
    IN_PROCESS {
        @Override
        ServerBuilder<?> server() {
            return InProcessServerBuilder.forName(InProcessServerBuilder.generateName());
        }

        @Override
        ManagedChannel channel(Server server) {
            return InProcessChannelBuilder.forAddress(server.getListenSockets().get(0))
                    .build();
        }
    },
    /** HTTP/2 on loopback. */
    SOCKET {
        @Override
        ServerBuilder<?> server() {
            return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        @Override
        ManagedChannel channel(Server server) {
            return NettyChannelBuilder.forAddress(server.getListenSockets().get(0))
                    .usePlaintext()
                    .build();
        }
    };

    abstract ServerBuilder<?> server();

    abstract ManagedChannel channel(Server server);
}
