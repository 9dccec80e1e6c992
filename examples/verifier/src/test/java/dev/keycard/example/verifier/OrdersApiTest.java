package dev.keycard.example.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.id.UserId;
import dev.keycard.verifier.Jwks;
import dev.keycard.verifier.TestIssuer;
import dev.keycard.verifier.Verifier;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrdersApiTest {

    private final TestIssuer issuer = new TestIssuer();
    private final Verifier verifier = Verifier.builder()
            .keys(Jwks.from(issuer.uri()))
            .withoutRevocations()
            .start();
    private final OrdersApi api = new OrdersApi(verifier, 0);
    private final HttpClient client = HttpClient.newHttpClient();

    OrdersApiTest() throws IOException {}

    @AfterEach
    void close() {
        api.close();
        verifier.close();
        issuer.close();
    }

    @Test
    void answersAUser_whoTheTokenSpeaksFor() throws Exception {
        HttpResponse<String> answer = get("/orders", "Bearer " + token());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"orders_of\":\"7\"}");
    }

    @Test
    void refuses_nobody_aBadToken_andWhoIsNotStaff() throws Exception {
        assertThat(get("/orders", null).statusCode()).isEqualTo(401);
        assertThat(get("/report", "Bearer " + token()).statusCode()).isEqualTo(403);

        HttpResponse<String> bad = get("/orders", "Bearer x");
        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(bad.headers().firstValue("WWW-Authenticate"))
                .contains("Bearer realm=\"api\", error=\"invalid_token\"");
        assertThat(bad.body()).contains("token_not_valid");
    }

    private String token() {
        Instant now = Instant.now();
        return issuer.token(UserId.of(7), TestIssuer.loginAt(now), now);
    }

    private HttpResponse<String> get(String path, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
