package dev.keycard.server.testing;

import dev.keycard.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Sends requests with the headers it is given, each a name followed by its value. */
public final class TestClient {

    /**
     * An answer.
     *
     * @param body as text, empty if there is none
     */
    public record Answer(int status, HttpResponse<String> response, String body) {

        public ObjectNode json() {
            return Json.readObject(body.getBytes(StandardCharsets.UTF_8));
        }

        /** A text member of the body. */
        public String text(String member) {
            return json().required(member).asString();
        }

        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        /** The first line of a header, empty if there is none. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final String address;

    public TestClient(String address) {
        this.address = address;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, "", headers);
    }

    /** Posts JSON. */
    public Answer post(String path, ObjectNode body, String... headers) {
        return send("POST", path, body.toString(), and(headers, "Content-Type", "application/json"));
    }

    /** Posts nothing. */
    public Answer post(String path, String... headers) {
        return send("POST", path, "", headers);
    }

    /** Signs in for a pair of tokens. */
    public Answer signIn(String username, String password) {
        return post("/api/token/", Json.object().put("username", username).put("password", password));
    }

    public Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response, response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static String[] and(String[] headers, String name, String value) {
        String[] more = java.util.Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
