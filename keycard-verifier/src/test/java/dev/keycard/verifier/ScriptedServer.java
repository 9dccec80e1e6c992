package dev.keycard.verifier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A server of changes that answers as a test wrote it. Thread-safe. */
final class ScriptedServer implements AutoCloseable {

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile String events = "";
    private volatile String page = "";
    private volatile int status = 200;

    ScriptedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "scripted-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/api/changes/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Sends these events to each client that asks for events, and then nothing, without an end. */
    ScriptedServer events(String text) {
        events = text;
        return this;
    }

    /** Answers long polls by that. */
    ScriptedServer page(String json) {
        page = json;
        return this;
    }

    ScriptedServer answerWith(int otherStatus) {
        status = otherStatus;
        return this;
    }

    /** The requests so far: the type that is accepted, the cursor, and the credential. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        String accept = headers.getFirst("Accept");
        requests.add(accept + " " + headers.getFirst("Last-Event-ID") + " "
                + exchange.getRequestURI().getRawQuery() + " " + headers.getFirst("Authorization"));
        try (exchange) {
            if (status != 200 || !accept.equals("text/event-stream")) {
                byte[] body = page.getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            closed.await();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
