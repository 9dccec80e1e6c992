package dev.keycard.server.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Talks to a server on this machine: in well-formed requests, or in any bytes at all. Thread-safe. */
final class WireClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int port;

    WireClient(int port) {
        this.port = port;
    }

    Outgoing get(String path) {
        return request("GET", path);
    }

    Outgoing post(String path) {
        return request("POST", path);
    }

    Outgoing patch(String path) {
        return request("PATCH", path);
    }

    Outgoing delete(String path) {
        return request("DELETE", path);
    }

    Outgoing request(String method, String path) {
        return new Outgoing(this, method, path);
    }

    Reply send(HttpRequest.Builder request, String path) {
        try {
            return Reply.of(HTTP.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofByteArray()));
        } catch (IOException failed) {
            throw new AssertionError("no answer to " + path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stopped);
        }
    }

    /**
     * Sends a request whose header lines are given as they are, in Latin-1, and reads until the server closes.
     *
     * @param lines without line ends; Host and Connection are added
     */
    Reply raw(String requestLine, String... lines) {
        String head = requestLine + "\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                + String.join(
                        "", Arrays.stream(lines).map(line -> line + "\r\n").toList())
                + "\r\n";
        return raw(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    Reply raw(byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            return Reply.parse(in.readAllBytes());
        } catch (IOException failed) {
            throw new AssertionError("no answer to a raw request", failed);
        }
    }
}
