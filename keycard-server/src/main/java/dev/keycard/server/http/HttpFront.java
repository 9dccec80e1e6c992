package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.crypto.Entropy;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The listening server: one event loop for each core, and a pool of workers behind them. Thread-safe.
 */
public final class HttpFront implements AutoCloseable {

    private static final int WAITING = 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Workers workers;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private HttpFront(Vertx vertx, Workers workers) {
        this.vertx = vertx;
        this.workers = workers;
    }

    /** Listens, and believes no proxy. */
    public static HttpFront open(
            String host, int port, @Nullable Tls tls, Limits limits, Answers answers, Entropy entropy) {
        return open(host, port, tls, limits, answers, entropy, ClientAddresses.ofConnections());
    }

    /**
     * Listens.
     *
     * @param port 0 for any free port
     * @throws ListenException if it cannot, with a sentence that tells why
     */
    public static HttpFront open(
            String host,
            int port,
            @Nullable Tls tls,
            Limits limits,
            Answers answers,
            Entropy entropy,
            ClientAddresses clients) {
        HttpFront front = new HttpFront(vertx(), new Workers(limits.workers(), WAITING));
        try {
            front.listen(new ServerOptions(host, port, tls, limits), answers, entropy, clients);
            return front;
        } catch (RuntimeException failed) {
            front.close();
            throw failed;
        }
    }

    private static Vertx vertx() {
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(eventLoops())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        return Vertx.vertx(options);
    }

    private static int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void listen(ServerOptions options, Answers answers, Entropy entropy, ClientAddresses clients) {
        RequestIds ids = new RequestIds(entropy);
        Future<String> deployed = vertx.deployVerticle(
                () -> new Listener(options, options.limits(), answers, workers, ids, clients, connections, servers),
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

    /** How many connections are open. */
    public int connections() {
        return connections.get();
    }

    /** How many workers are at work. */
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

    /** How bytes move, for the log. */
    public String transport() {
        if (vertx.isNativeTransportEnabled()) {
            return "native";
        }
        Throwable cause = vertx.unavailableNativeTransportCause();
        return cause == null ? "nio" : "nio (the native transport is not available: " + cause.getMessage() + ")";
    }

    /** Takes no more connections, lets what has begun be finished for as long as that, and closes. */
    public void stop(Duration patience) {
        List<Future<Void>> stopping =
                servers.stream().map(server -> server.shutdown(patience)).toList();
        try {
            await(Future.join(stopping));
            workers.finish(patience);
        } catch (ExecutionException broken) {
            // Connections that end badly while everything ends are of no interest.
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
