package dev.keycard.example.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keycard.authentication.AuthenticatedPrincipal;
import dev.keycard.gate.Access;
import dev.keycard.gate.Authenticator;
import dev.keycard.gate.BearerAuthenticator;
import dev.keycard.gate.Challenges;
import dev.keycard.gate.Gate;
import dev.keycard.gate.Guarded;
import dev.keycard.gate.RefusalListener;
import dev.keycard.gate.Throttle;
import dev.keycard.http.ApiError;
import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.message.Languages;
import dev.keycard.permission.Permissions;
import dev.keycard.verifier.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/** An API with one endpoint for signed-in users and one for staff. Listens on loopback. Thread-safe. */
final class OrdersApi implements AutoCloseable {

    private final Gate gate;
    private final Challenges challenges;
    private final Languages languages = new Languages();
    private final HttpServer server;

    /** Binds a port; 0 chooses a free one. The caller closes the verifier. */
    OrdersApi(Verifier verifier, int port) throws IOException {
        List<Authenticator> authenticators = List.of(new BearerAuthenticator(verifier));
        this.gate = new Gate(authenticators, Throttle.unlimited(), RefusalListener.none());
        this.challenges = Challenges.of(authenticators);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        on("/orders", Guarded.of("orders", "GET", Access.guarded(Permissions.IS_AUTHENTICATED, false)), this::orders);
        on("/report", Guarded.of("report", "GET", Access.guarded(Permissions.IS_ADMIN_USER, false)), this::orders);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private Response orders(AuthenticatedPrincipal principal) {
        String user = principal.subject().id().toString();
        return Response.json(200, Json.object().put("orders_of", user));
    }

    private void on(String path, Guarded endpoint, Function<AuthenticatedPrincipal, Response> answer) {
        server.createContext(path, exchange -> send(exchange, answer(ExchangeRequest.of(exchange), endpoint, answer)));
    }

    private Response answer(
            ExchangeRequest request, Guarded endpoint, Function<AuthenticatedPrincipal, Response> answer) {
        try {
            return answer.apply(
                    (AuthenticatedPrincipal) gate.pass(request, endpoint).principal());
        } catch (ApiError refused) {
            return refused.toResponse(
                            challenges.status(refused), false, languages.choose(request.header("Accept-Language")))
                    .with(challenges.headers(refused));
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        try (exchange) {
            response.headers().forEach(header -> exchange.getResponseHeaders().add(header.name(), header.value()));
            exchange.sendResponseHeaders(response.status(), response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
