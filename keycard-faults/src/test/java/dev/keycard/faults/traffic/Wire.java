package dev.keycard.faults.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to nodes by their index. Thread-safe. */
final class Wire {

    static final JsonMapper JSON = JsonMapper.shared();

    /** A request. Immutable. */
    record Request(
            String method,
            String path,
            Map<String, String> headers,
            @Nullable JsonNode body) {

        static Request get(String path) {
            return new Request("GET", path, Map.of(), null);
        }

        static Request post(String path, @Nullable JsonNode body) {
            return new Request("POST", path, Map.of(), body);
        }

        Request with(Map<String, String> more) {
            return new Request(method, path, more, body);
        }
    }

    /**
     * An answer. Immutable.
     *
     * @param json the body, or an empty object
     */
    record Reply(int status, JsonNode json, List<String> cookies, boolean retryAfter) {

        /** A member of the body; null if it is not there. */
        @Nullable String text(String member) {
            return json.hasNonNull(member) ? json.get(member).asString() : null;
        }

        /** The value of a cookie that is set. */
        Optional<String> cookie(String name) {
            return cookies.stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1, line.indexOf(';')))
                    .findFirst();
        }
    }

    private final HttpClient http;
    private final List<String> origins;
    private final Duration patience;

    Wire(List<String> origins, Duration patience) {
        this.origins = List.copyOf(origins);
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience)
                .build();
    }

    /** Sends it to a node. Empty if there is no answer in time. */
    Optional<Reply> send(int node, Request request) throws InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(origins.get(node) + request.path()))
                .timeout(patience)
                .header("User-Agent", "faults");
        request.headers().forEach(builder::header);
        if (request.body() != null) {
            builder.header("Content-Type", "application/json");
        }
        builder.method(
                request.method(),
                request.body() == null
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString(request.body().toString()));
        try {
            return Optional.of(reply(http.send(builder.build(), BodyHandlers.ofString())));
        } catch (IOException unanswered) {
            return Optional.empty();
        }
    }

    private static Reply reply(HttpResponse<String> response) {
        String body = response.body();
        return new Reply(
                response.statusCode(),
                body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode(),
                response.headers().allValues("Set-Cookie"),
                response.headers().firstValue("Retry-After").isPresent());
    }
}
