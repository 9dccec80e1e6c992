package dev.keycard.spring.test.notes;

import static dev.keycard.spring.test.KeycardRequests.apiToken;
import static dev.keycard.spring.test.KeycardRequests.basic;
import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.session;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.spring.test.BrowserSession;
import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import dev.keycard.user.User;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.client.MockMvcWebTestClient;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The whole application, with real credentials. */
@SpringBootTest(properties = "keycard.authentication.schemes=jwt,token,session,basic")
@AutoConfigureMockMvc
class NotesApplicationTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Test
    @WithKeycardUser("ada")
    void userOfTheAnnotation() throws Exception {
        mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ada"));
        mvc.perform(get("/drafts")).andExpect(status().isForbidden());
        mvc.perform(get("/drafts").with(user("ed").roles("editor"))).andExpect(status().isOk());
    }

    @Test
    void accessTokens_good_expired_foreign_revoked() throws Exception {
        String access = tokens.access("ada");
        mvc.perform(get("/notes").with(bearer(access)))
                .andExpect(jsonPath("$.owner").value("ada"));
        mvc.perform(get("/notes").with(bearer(tokens.expired("ada")))).andExpect(status().isUnauthorized());
        mvc.perform(get("/notes").with(bearer(tokens.foreign("ada")))).andExpect(status().isUnauthorized());

        tokens.revoke(access);

        mvc.perform(get("/notes").with(bearer(access)))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("token_not_valid"));
    }

    @Test
    void rightsOfAUser() throws Exception {
        User ed = tokens.user("ed", profile -> profile.withRoles("premium", Set.of("editor")));
        mvc.perform(get("/drafts").with(bearer(tokens.access(ed)))).andExpect(status().isOk());
        mvc.perform(get("/export").with(bearer(tokens.access("ed")))).andExpect(status().isOk());
        mvc.perform(get("/users").with(bearer(tokens.access("ed")))).andExpect(status().isForbidden());
    }

    @Test
    void apiTokens_limitedAndNot_endWithAll() throws Exception {
        String full = tokens.apiToken("ada");
        String limited = tokens.apiToken("ada", "notes");
        mvc.perform(get("/notes").with(apiToken(full))).andExpect(status().isOk());
        mvc.perform(get("/notes").with(apiToken(limited))).andExpect(status().isForbidden());
        mvc.perform(get("/shared").with(apiToken(limited))).andExpect(status().isOk());

        tokens.revokeAll("ada");

        mvc.perform(get("/notes").with(apiToken(full))).andExpect(status().isUnauthorized());
        mvc.perform(get("/notes").with(bearer(tokens.access("ada")))).andExpect(status().isOk());
    }

    @Test
    void nameAndPassword() throws Exception {
        tokens.user("bob");
        mvc.perform(get("/notes").with(basic("bob", KeycardTokens.PASSWORD)))
                .andExpect(jsonPath("$.owner").value("bob"));
        mvc.perform(get("/notes").with(basic("bob", "wrong"))).andExpect(status().isUnauthorized());
    }

    @Test
    void session_andARequestOfAnotherSite() throws Exception {
        BrowserSession session = tokens.session("ada");
        mvc.perform(post("/notes").content("x").with(session(session))).andExpect(status().isOk());
        mvc.perform(get("/notes").with(session(session.forged()))).andExpect(status().isOk());
        mvc.perform(post("/notes").content("x").with(session(session.forged())))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("csrf_failed"));
    }

    @Test
    void webTestClient_overMockMvc() {
        WebTestClient client = MockMvcWebTestClient.bindTo(mvc).build();
        client.get().uri("/notes").exchange().expectStatus().isUnauthorized();
        client.mutateWith(bearer(tokens.access("ada")))
                .get()
                .uri("/notes")
                .exchange()
                .expectBody()
                .jsonPath("$.owner")
                .isEqualTo("ada");
        client.mutateWith(user("ed").roles("editor"))
                .get()
                .uri("/drafts")
                .exchange()
                .expectStatus()
                .isOk();
        client.mutateWith(session(tokens.session("ada")))
                .post()
                .uri("/notes")
                .bodyValue("x")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void restTestClient_takesTheHeaders() {
        RestTestClient client = RestTestClient.bindTo(mvc).build();
        client.get()
                .uri("/notes")
                .headers(bearer(tokens.access("ada")))
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri("/notes")
                .headers(session(tokens.session("ada")))
                .exchange()
                .expectStatus()
                .isOk();
        client.get().uri("/notes").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void whatIsPrinted_hasNoSecret() {
        BrowserSession session = tokens.session("ada");
        assertThat(session.toString()).doesNotContain(session.secret());
        assertThat(bearer("secret").toString()).doesNotContain("secret");
    }
}
