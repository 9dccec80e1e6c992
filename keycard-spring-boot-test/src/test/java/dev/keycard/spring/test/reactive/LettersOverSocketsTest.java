package dev.keycard.spring.test.reactive;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The application on a real server: only real credentials reach it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.main.web-application-type=reactive", "server.address=127.0.0.1"})
@AutoConfigureWebTestClient
class LettersOverSocketsTest {

    @Autowired
    private WebTestClient web;

    @Autowired
    private KeycardTokens tokens;

    @Test
    @WithKeycardUser("ada")
    void userOfTheAnnotation_doesNotReachTheServer() {
        web.get().uri("/letters").exchange().expectStatus().isUnauthorized();
        web.mutateWith(bearer(tokens.access("bob")))
                .get()
                .uri("/letters")
                .exchange()
                .expectBody()
                .jsonPath("$.owner")
                .isEqualTo("bob");
    }

    @Test
    void userWithoutACredential_isRefusedByTheClient() {
        assertThatThrownBy(() -> web.mutateWith(user("ada"))).hasMessageContaining("present a credential");
    }
}
