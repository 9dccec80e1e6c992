package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.crypto.Entropy;
import dev.keycard.http.Answers;
import dev.keycard.http.RequestIds;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.impl.transports.TransportInternal;
import io.vertx.core.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The listening server: one event loop for each core, and a pool of workers behind them. Thread-safe.
 */
public final class VertxServer implements AutoCloseable {

    private static final int WAITING = 1024;

    /** The number of threads that compute handshakes, so that event loops get their share of the cores. */
    private static final int HANDSHAKE_THREADS = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Workers workers;
    private final ConnectionRegistry registry;
    private final FrontMemory memory;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private VertxServer(Limits limits, boolean secure) {
        this.registry = new ConnectionRegistry(limits.connections(), System::nanoTime);
        this.memory = new FrontMemory(limits.memory());
        this.vertx = vertx(new ConnectionGate(registry, memory, limits, secure));
        this.workers = new Workers(limits.workers(), WAITING);
    }

    /** Listens, and trusts no proxy. */
    public static VertxServer open(
            String host, int port, @Nullable Tls tls, Limits limits, Answers answers, Entropy entropy) {
        return open(host, port, tls, limits, answers, entropy, ClientAddresses.ofConnections());
    }

    /**
     * Listens.
     *
     * @param port 0 for any free port
     * @throws ListenException if it cannot listen; the message is the reason
     */
    public static VertxServer open(
            String host,
            int port,
            @Nullable Tls tls,
            Limits limits,
            Answers answers,
            Entropy entropy,
            ClientAddresses clients) {
        VertxServer front = new VertxServer(limits, tls != null);
        try {
            front.listen(new ServerOptions(host, port, tls, limits), answers, entropy, clients);
            return front;
        } catch (RuntimeException failed) {
            front.close();
            throw failed;
        }
    }

    private static Vertx vertx(ConnectionGate gate) {
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(eventLoops())
                .setInternalBlockingPoolSize(HANDSHAKE_THREADS)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return Vertx.builder().with(options).withTransport(transport(gate)).build();
    }

    /** The native transport if there is one; otherwise Vert.x falls back to that of the JDK and keeps the reason. */
    private static Transport transport(ConnectionGate gate) {
        Transport best = Transport.nativeTransport();
        Transport chosen = best == null || !best.available() ? Transport.NIO : best;
        return new TransportInternal(chosen.name(), true, null, new GatedTransport(chosen.implementation(), gate));
    }

    private static int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void listen(ServerOptions options, Answers answers, Entropy entropy, ClientAddresses clients) {
        RequestIds ids = new RequestIds(entropy);
        Future<String> deployed = vertx.deployVerticle(
                () -> new Listener(options, options.limits(), answers, workers, ids, clients, servers),
                new DeploymentOptions().setInstances(eventLoops()));
        try {
            await(deployed);
        } catch (ExecutionException failed) {
            throw new ListenException(options.host(), options.port(), options.tls(), failed.getCause());
        }
    }

    /** The port that is listened on. */
    public int port() {
        return servers.get(0).actualPort();
    }

    /** How many connections are open, those in their TLS handshake among them. */
    public int connections() {
        return registry.total();
    }

    /** Counts of connections and of the memory that they take. */
    public FrontCounts counts() {
        return new FrontCounts(registry, memory);
    }

    /** How many workers are busy. */
    public int workersActive() {
        return workers.active();
    }

    /** How many requests wait for a worker. */
    public int workersQueued() {
        return workers.queued();
    }

    /** How many requests were refused so far because too many waited. */
    public long workersRefused() {
        return workers.refused();
    }

    /** The name of the transport, for the log. */
    public String transport() {
        Transport best = Transport.nativeTransport();
        if (best != null && best.available()) {
            return "native";
        }
        Throwable cause = best == null ? null : best.unavailabilityCause();
        return cause == null ? "nio" : "nio (the native transport is not available: " + cause.getMessage() + ")";
    }

    /** Accepts no more connections, lets requests finish for at most that long, and closes. */
    public void stop(Duration patience) {
        List<Future<Void>> stopping =
                servers.stream().map(server -> server.shutdown(patience)).toList();
        try {
            await(Future.join(stopping));
            workers.finish(patience);
        } catch (ExecutionException broken) {
            // Failures of connections during the stop are not logged.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        workers.close();
        try {
            await(vertx.close());
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the HTTP server did not close", broken);
        }
    }

    private static void await(Future<?> future) throws ExecutionException {
        try {
            future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException late) {
            throw new IllegalStateException("the HTTP server did not respond", late);
        }
    }
}
