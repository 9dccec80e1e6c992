package dev.keycard.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The service {@link Notes} in a server, and a channel to it. */
final class RunningService implements AutoCloseable {

    final Notes notes = new Notes();
    final Caller caller;
    private final Runnable closing;
    private final Server server;
    private final ManagedChannel channel;

    RunningService(Transport transport, KeycardInterceptor keycard) throws IOException {
        this(transport, keycard, Executors.newCachedThreadPool());
    }

    private RunningService(Transport transport, KeycardInterceptor keycard, ExecutorService threads)
            throws IOException {
        this(transport, keycard, threads, threads::shutdownNow);
    }

    /** @param threads runs the calls */
    RunningService(Transport transport, KeycardInterceptor keycard, Executor threads) throws IOException {
        this(transport, keycard, threads, () -> {});
    }

    private RunningService(Transport transport, KeycardInterceptor keycard, Executor threads, Runnable closing)
            throws IOException {
        this.closing = closing;
        server = transport
                .server()
                .executor(threads)
                .addService(ServerInterceptors.intercept(notes.definition(), notes.admissions(), keycard))
                .build();
        keycard.checkAgainst(server.getServices());
        server.start();
        channel = transport.channel(server);
        caller = new Caller(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        closing.run();
    }
}
