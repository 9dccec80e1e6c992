package dev.keycard.server.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks to one server. What the server did not answer is empty: it may or may not have happened. */
final class Client {

    record Pair(String access, String refresh) {}

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String origin;

    Client(String origin) {
        this.origin = origin;
    }

    static boolean answers(String origin) throws InterruptedException {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(URI.create(origin + "/healthz"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    Optional<Pair> signIn(String username, String password) throws InterruptedException {
        return pair(post("/api/token/", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}"));
    }

    Optional<HttpResponse<String>> refresh(String token) throws InterruptedException {
        return post("/api/token/refresh/", "{\"refresh\":\"" + token + "\"}");
    }

    Optional<HttpResponse<String>> blacklist(String token) throws InterruptedException {
        return post("/api/token/blacklist/", "{\"refresh\":\"" + token + "\"}");
    }

    Optional<HttpResponse<String>> logoutAll(String access) throws InterruptedException {
        return send(request("/api/logout-all/")
                .header("Authorization", "Bearer " + access)
                .POST(BodyPublishers.noBody()));
    }

    /** Signs in for an API token, which ends the longest unused one when there are too many. */
    Optional<HttpResponse<String>> tokenAuth(String username, String password) throws InterruptedException {
        return post("/api/token-auth/", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }

    Optional<HttpResponse<String>> changePassword(String access, String old, String fresh) throws InterruptedException {
        return send(request("/api/password/change/")
                .header("Authorization", "Bearer " + access)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"old_password\":\"" + old + "\",\"new_password\":\"" + fresh + "\"}")));
    }

    Optional<HttpResponse<String>> profile(String access) throws InterruptedException {
        return send(request("/api/profile/")
                .header("Authorization", "Bearer " + access)
                .GET());
    }

    static Optional<Pair> pair(Optional<HttpResponse<String>> answer) {
        return answer.filter(response -> response.statusCode() == 200)
                .map(HttpResponse::body)
                .map(body -> new Pair(member(body, "access"), member(body, "refresh")));
    }

    /** The {@code jti} of a token, read without checking it. */
    static String jti(String token) {
        int first = token.indexOf('.');
        byte[] claims = Base64.getUrlDecoder().decode(token.substring(first + 1, token.indexOf('.', first + 1)));
        return member(new String(claims, StandardCharsets.UTF_8), "jti");
    }

    private static String member(String json, String name) {
        Matcher member =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!member.find()) {
            throw new IllegalStateException("no " + name + " in the answer");
        }
        return member.group(1);
    }

    private Optional<HttpResponse<String>> post(String path, String json) throws InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(20));
    }

    private static Optional<HttpResponse<String>> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return Optional.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException unanswered) {
            return Optional.empty();
        }
    }
}
