package dev.keycard.spring.propagation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that answers with the credentials it got. */
public final class Recorder implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Starts on a free port of loopback. */
    public Recorder() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/echo", Recorder::echo);
        server.start();
    }

    /** Sends clients from {@code /redirect} to another address. */
    public void redirectTo(String address) {
        server.createContext("/redirect", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Location", address);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private static void echo(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        List<String> got = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
        byte[] body = String.valueOf(got).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public String at(String path) {
        return "http://" + host() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
