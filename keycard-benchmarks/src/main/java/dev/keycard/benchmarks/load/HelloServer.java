package dev.keycard.benchmarks.load;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;

/** The lowest floor: a Vert.x server that always sends the same few bytes. Its only argument is the port. */
public final class HelloServer {

    private HelloServer() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int cores = Runtime.getRuntime().availableProcessors();
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(cores));
        vertx.deployVerticle(() -> new Hello(port), new DeploymentOptions().setInstances(cores))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    /** One event loop. */
    private static final class Hello extends VerticleBase {

        private final int port;

        Hello(int port) {
            this.port = port;
        }

        @Override
        public Future<?> start() {
            Buffer body = Buffer.buffer("{\"status\":\"ok\"}");
            return vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                    .requestHandler(request -> request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(body))
                    .listen();
        }
    }
}
