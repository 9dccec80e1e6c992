package dev.keycard.spring.test.reactive;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The whole application, without a server. */
@SpringBootTest(properties = "spring.main.web-application-type=reactive")
@AutoConfigureWebTestClient
class LettersApplicationTest {

    @Autowired
    private WebTestClient web;

    @Autowired
    private KeycardTokens tokens;

    private int status(WebTestClient client, String path) {
        return client.get()
                .uri(path)
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    @Test
    @WithKeycardUser(roles = "editor")
    void userOfTheAnnotation() {
        assertThat(status(web, "/drafts")).isEqualTo(200);
        assertThat(status(web, "/all")).isEqualTo(403);
        assertThat(status(web, "/api/profile/"))
                .as("Keycard's own endpoints accept real credentials only")
                .isEqualTo(401);
    }

    @Test
    void realCredentials() {
        assertThat(status(web, "/letters")).isEqualTo(401);
        assertThat(status(web.mutateWith(bearer(tokens.access("ada"))), "/letters"))
                .isEqualTo(200);
        assertThat(status(web.mutateWith(bearer(tokens.access("ada"))), "/api/profile/"))
                .isEqualTo(200);
        assertThat(status(web.mutateWith(bearer(tokens.foreign("ada"))), "/letters"))
                .isEqualTo(401);
    }
}
