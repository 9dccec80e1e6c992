package dev.keycard.spring.test.reactive;

import static dev.keycard.spring.test.KeycardRequests.anonymous;
import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.session;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The controller alone, without a database. */
@WebFluxTest(LettersController.class)
class LettersSliceTest {

    @Autowired
    private WebTestClient web;

    @Autowired
    private KeycardTokens tokens;

    private static WebTestClient.ResponseSpec get(WebTestClient client, String path) {
        return client.get().uri(path).exchange();
    }

    private static int status(WebTestClient client, String path) {
        return get(client, path).returnResult(String.class).getStatus().value();
    }

    private static void assertOwner(WebTestClient client, String name) {
        get(client, "/letters")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.owner")
                .isEqualTo(name);
    }

    @Test
    void withoutAUser_401() {
        get(web, "/letters")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer realm=\"api\"", "Token")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_authenticated");
        assertThat(status(web, "/unruled")).isEqualTo(401);
        assertThat(status(web, "/nowhere")).isEqualTo(401);
    }

    @Test
    @WithKeycardUser("ada")
    void userOfTheAnnotation_isTheCurrentUser() {
        assertOwner(web, "ada");
        web.post()
                .uri("/letters")
                .bodyValue("new")
                .exchange()
                .expectBody()
                .jsonPath("$.text")
                .isEqualTo("new");
        assertThat(status(web, "/unruled")).isEqualTo(200);
        assertThat(status(web, "/nowhere")).isEqualTo(404);
        assertThat(status(web, "/early")).isEqualTo(403);
        assertThat(status(web.mutateWith(user("bob")), "/early")).isEqualTo(200);
    }

    @Test
    @WithKeycardUser(roles = "reader")
    void withoutTheRole_403() {
        get(web, "/drafts")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("permission_denied");
        assertThat(status(web, "/annotated")).isEqualTo(403);
        assertThat(status(web, "/all")).isEqualTo(403);
    }

    @Test
    @WithKeycardUser(roles = "editor", staff = true)
    void withRoleAndRights_200() {
        assertThat(status(web, "/drafts")).isEqualTo(200);
        assertThat(status(web, "/annotated")).isEqualTo(200);
        assertThat(status(web, "/all")).isEqualTo(200);
    }

    @Test
    @WithKeycardUser(scopes = "letters")
    void limitedApiToken_passesOnlyRulesThatAskForItsScope() {
        assertThat(status(web, "/shared")).isEqualTo(200);
        assertThat(status(web, "/letters")).isEqualTo(403);
        assertThat(status(web, "/unruled")).isEqualTo(403);
        get(web, "/public").expectBody().jsonPath("$.user").isEqualTo("anonymous");
    }

    @Test
    @WithKeycardUser("ada")
    void requestWithItsOwnUser_orNone() {
        assertOwner(web.mutateWith(user("bob")), "bob");
        assertThat(status(web.mutateWith(user("bob").roles("editor")), "/drafts"))
                .isEqualTo(200);
        assertThat(status(web.mutateWith(anonymous()), "/letters")).isEqualTo(401);
        assertThat(status(web.mutateWith(anonymous()), "/annotated")).isEqualTo(401);
        assertOwner(web, "ada");
    }

    @Test
    @WithKeycardUser("ada")
    void realCredential_countsBeforeTheAnnotation() {
        assertOwner(web.mutateWith(bearer(tokens.access("carol"))), "carol");
        assertOwner(web.mutateWith(session(tokens.session("carol"))), "carol");
        assertThat(status(web.mutateWith(bearer("x.y.z")), "/letters")).isEqualTo(401);
        get(web.mutateWith(bearer("x.y.z")), "/public").expectStatus().isUnauthorized();
        web.get()
                .uri("/letters")
                .cookie("keycard", "unknown")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }
}
