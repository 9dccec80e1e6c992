package dev.keycard.spring.test.notes;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.session;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The application on a real Tomcat: only real credentials reach it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureRestTestClient
class OverSocketsTest {

    @Autowired
    private RestTestClient client;

    @Autowired
    private KeycardTokens tokens;

    @LocalServerPort
    private int port;

    @Test
    void realCredentials() {
        client.get()
                .uri("/notes")
                .headers(bearer(tokens.access("ada")))
                .exchange()
                .expectStatus()
                .isOk();
        client.post()
                .uri("/notes")
                .headers(session(tokens.session("ada")))
                .body("x")
                .exchange()
                .expectStatus()
                .isOk();
        client.post()
                .uri("/notes")
                .headers(session(tokens.session("ada").forged()))
                .body("x")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    @WithKeycardUser("ada")
    void userOfTheAnnotation_doesNotReachTheServer() {
        client.get().uri("/notes").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void userWithoutACredential_isRefusedByTheClient() {
        WebTestClient web =
                WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
        web.mutateWith(bearer(tokens.access("ada")))
                .get()
                .uri("/notes")
                .exchange()
                .expectStatus()
                .isOk();
        assertThatThrownBy(() -> web.mutateWith(user("ada"))).hasMessageContaining("present a credential");
    }
}
