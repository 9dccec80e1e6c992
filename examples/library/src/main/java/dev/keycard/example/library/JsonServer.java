package dev.keycard.example.library;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The JDK's HTTP server, as far as an API needs it whose bodies are small JSON objects. Listens on loopback. Thread-safe. */
final class JsonServer implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int MAX_BYTES = 16_384;

    /** What a request gets: a status, and the members of a JSON object. */
    record Answer(int status, Map<String, ?> body) {

        static Answer error(int status, String sentence) {
            return new Answer(status, Map.of("detail", sentence));
        }
    }

    @FunctionalInterface
    interface Endpoint {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final JsonMapper json = new JsonMapper();

    /** Binds a port; 0 chooses a free one. */
    JsonServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
    }

    JsonServer on(String method, String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean meant = exchange.getRequestMethod().equals(method)
                        && exchange.getRequestURI().getPath().equals(path);
                send(exchange, meant ? answer(endpoint, exchange) : Answer.error(404, "there is nothing here"));
            }
        });
        return this;
    }

    JsonServer start() {
        server.start();
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Reads a body. The exceptions that it throws become a 400. */
    <T> T body(HttpExchange exchange, Class<T> type) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
        T value = bytes.length > MAX_BYTES ? null : json.readValue(bytes, type);
        if (value == null) {
            throw new IllegalArgumentException("the body is no object, or is too long");
        }
        return value;
    }

    private static Answer answer(Endpoint endpoint, HttpExchange exchange) throws IOException {
        try {
            return endpoint.answer(exchange);
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Answer.error(400, "the body is not what this endpoint takes");
        }
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = json.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static @Nullable String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
