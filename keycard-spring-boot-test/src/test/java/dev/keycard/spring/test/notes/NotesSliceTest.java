package dev.keycard.spring.test.notes;

import static dev.keycard.spring.test.KeycardRequests.anonymous;
import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

/** The controller alone, without a database. */
@WebMvcTest(NotesController.class)
class NotesSliceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Test
    void withoutAUser_401() throws Exception {
        mvc.perform(get("/notes"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("WWW-Authenticate", "Bearer realm=\"api\""))
                .andExpect(jsonPath("$.code").value("not_authenticated"));
        mvc.perform(get("/unruled")).andExpect(status().isUnauthorized());
        mvc.perform(get("/nowhere")).andExpect(status().isUnauthorized());
    }

    @Test
    @WithKeycardUser("ada")
    void userOfTheAnnotation_isTheCurrentUser() throws Exception {
        mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ada"));
        mvc.perform(post("/notes").content("new")).andExpect(jsonPath("$.text").value("new"));
        mvc.perform(get("/unruled")).andExpect(status().isOk());
        mvc.perform(get("/nowhere")).andExpect(status().isNotFound());
    }

    @Test
    @WithKeycardUser(username = "ada", roles = "reader", tier = "free")
    void withoutTheRole_403() throws Exception {
        mvc.perform(get("/drafts"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("permission_denied"));
        mvc.perform(get("/export")).andExpect(status().isForbidden());
        mvc.perform(get("/users")).andExpect(status().isForbidden());
    }

    @Test
    @WithKeycardUser(roles = "editor", tier = "premium")
    void withRoleAndTier_200() throws Exception {
        mvc.perform(get("/drafts")).andExpect(status().isOk());
        mvc.perform(get("/export")).andExpect(status().isOk());
    }

    @Test
    @AsStaff
    void annotationOfTheApplication() throws Exception {
        mvc.perform(get("/users")).andExpect(status().isOk());
        mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("boss"));
    }

    @Test
    @WithKeycardUser(superuser = true)
    void superuser_hasNoRoleByThat() throws Exception {
        mvc.perform(get("/notes")).andExpect(status().isOk());
    }

    @Test
    @WithKeycardUser(scopes = "notes")
    void limitedApiToken_passesOnlyRulesThatAskForItsScope() throws Exception {
        mvc.perform(get("/shared")).andExpect(status().isOk());
        mvc.perform(get("/notes")).andExpect(status().isForbidden());
        mvc.perform(get("/unruled")).andExpect(status().isForbidden());
    }

    @Test
    @WithKeycardUser("ada")
    void ruleThatIsABean_isThere() throws Exception {
        mvc.perform(get("/early")).andExpect(status().isOk());
        mvc.perform(get("/early").with(user("bob"))).andExpect(status().isForbidden());
    }

    @Test
    @WithKeycardUser(id = "99")
    void ratesOfTheController_count() throws Exception {
        mvc.perform(get("/search")).andExpect(status().isOk());
        mvc.perform(get("/search")).andExpect(status().isOk());
        mvc.perform(get("/search")).andExpect(status().isTooManyRequests());
    }

    @Test
    @WithKeycardUser("ada")
    void requestWithItsOwnUser_orNone() throws Exception {
        mvc.perform(get("/notes").with(user("bob")))
                .andExpect(jsonPath("$.owner").value("bob"));
        mvc.perform(get("/drafts").with(user("bob").roles("editor"))).andExpect(status().isOk());
        mvc.perform(get("/notes").with(anonymous())).andExpect(status().isUnauthorized());
        mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ada"));
    }

    @Test
    @WithKeycardUser("ada")
    void realCredential_countsBeforeTheAnnotation() throws Exception {
        mvc.perform(get("/notes").with(bearer(tokens.access("carol"))))
                .andExpect(jsonPath("$.owner").value("carol"));
        mvc.perform(get("/notes").with(bearer("x.y.z")))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("token_not_valid"));
        mvc.perform(get("/notes").header("Authorization", "Bearer x.y.z")).andExpect(status().isUnauthorized());
    }

    @Nested
    @WithKeycardUser(value = "ed", roles = "editor")
    class AsEditor {

        @Test
        void userOfTheClass() throws Exception {
            mvc.perform(get("/drafts")).andExpect(status().isOk());
        }

        @Test
        @WithKeycardUser("ada")
        void userOfTheMethod_counts() throws Exception {
            mvc.perform(get("/drafts")).andExpect(status().isForbidden());
        }

        @Nested
        class Further {

            @Test
            void userOfTheClassAround() throws Exception {
                mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ed"));
            }
        }
    }
}
