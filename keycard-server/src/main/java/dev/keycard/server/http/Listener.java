package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.Answers;
import dev.keycard.http.RequestIds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import java.util.List;

/** Listens on one event loop. Vert.x shares a port between all that listen on it and hands out connections in turn. */
final class Listener extends VerticleBase {

    private final ServerOptions options;
    private final Limits limits;
    private final Answers answers;
    private final Workers workers;
    private final RequestIds ids;
    private final ClientAddresses clients;
    private final List<HttpServer> listening;

    /** @param listening receives the server when it listens */
    Listener(
            ServerOptions options,
            Limits limits,
            Answers answers,
            Workers workers,
            RequestIds ids,
            ClientAddresses clients,
            List<HttpServer> listening) {
        this.options = options;
        this.limits = limits;
        this.answers = answers;
        this.workers = workers;
        this.ids = ids;
        this.clients = clients;
        this.listening = listening;
    }

    @Override
    public Future<?> start() {
        ConnectionHandler reception = new ConnectionHandler(context, answers, workers, limits, ids, clients);
        vertx.setPeriodic(limits.times().sweepMillis(), tick -> reception.sweep());
        return vertx.createHttpServer(options.toVertx())
                .connectionHandler(reception::connected)
                .requestHandler(reception::received)
                .invalidRequestHandler(reception::malformed)
                .listen(options.address())
                .onSuccess(listening::add);
    }
}
