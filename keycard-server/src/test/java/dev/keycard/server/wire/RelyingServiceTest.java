package dev.keycard.server.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keycard.user.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Another service, of a make that knows nothing of Keycard, lets people in by what introspection tells it. */
class RelyingServiceTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @AutoClose
    private final RunningServer keycard = RunningServer.start();

    private final String credentials = ServiceTokens.introspecting(keycard);
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer shop;

    RelyingServiceTest() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void open() {
        shop.createContext("/", this::serve);
        shop.start();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void letsAUserIn_untilTheirTokenIsRevoked() throws Exception {
        keycard.user("ada");
        Pair pair = keycard.signIn("ada");
        HttpResponse<String> greeted = visit("Bearer " + pair.access());
        assertThat(greeted.statusCode()).isEqualTo(200);
        assertThat(greeted.body()).isEqualTo("hello ada");
        assertThat(visit("Bearer " + pair.refresh()).statusCode())
                .as("a refresh token opens no door")
                .isEqualTo(401);

        keycard.client()
                .post("/oauth2/revoke")
                .form("token", pair.refresh())
                .send()
                .expect(200);

        assertThat(visit("Bearer " + pair.access()).statusCode()).isEqualTo(401);
        assertThat(visit("Bearer rubbish").statusCode()).isEqualTo(401);
    }

    @Test
    void letsAServiceIn_byItsApiToken() throws Exception {
        User robot = keycard.user("backup");
        String token = ServiceTokens.make(keycard, robot, "", Set.of("shop"), null)
                .secret()
                .reveal();
        assertThat(visit("Token " + token).body()).isEqualTo("hello backup");
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] header = exchange.getRequestHeaders().getFirst("Authorization").split(" ", 2);
        JsonNode told = introspect(header[1]);
        boolean good = told.get("active").booleanValue()
                && told.get("token_type").asString().equals(header[0]);
        byte[] answer = (good ? "hello " + told.get("username").asString() : "who are you?").getBytes(UTF_8);
        exchange.sendResponseHeaders(good ? 200 : 401, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private JsonNode introspect(String token) throws IOException {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + keycard.port() + "/oauth2/introspect"))
                .header("Authorization", credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + URLEncoder.encode(token, UTF_8)))
                .build();
        try {
            return JSON.readTree(
                    http.send(question, HttpResponse.BodyHandlers.ofString()).body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private HttpResponse<String> visit(String authorization) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + shop.getAddress().getPort() + "/");
        return http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", authorization)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
