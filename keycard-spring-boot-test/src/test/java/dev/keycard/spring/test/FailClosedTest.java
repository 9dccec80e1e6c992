package dev.keycard.spring.test;

import static dev.keycard.spring.test.KeycardRequests.keycard;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.spring.autoconfigure.KeycardMvcAutoConfiguration;
import dev.keycard.spring.test.notes.NotesApplication;
import dev.keycard.spring.test.notes.NotesController;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** A test without a part of the guards refuses, or does not begin. */
class FailClosedTest {

    @WebMvcTest(controllers = NotesController.class, excludeAutoConfiguration = KeycardMvcAutoConfiguration.class)
    @ContextConfiguration(classes = NotesApplication.class)
    static class WithoutGuards {}

    @Test
    void sliceWithoutGuards_doesNotBegin() {
        assertThatThrownBy(() -> new TestContextManager(WithoutGuards.class)
                        .getTestContext()
                        .getApplicationContext())
                .hasStackTraceContaining("would not be enforced")
                .hasStackTraceContaining("keycard-spring-boot-starter-test");
    }

    abstract static class RulesHold {

        @Autowired
        MockMvc mvc;

        @Test
        void withoutAUser_401() throws Exception {
            mvc.perform(get("/notes")).andExpect(status().isUnauthorized());
            mvc.perform(get("/unruled")).andExpect(status().isUnauthorized());
        }

        @Test
        @WithKeycardUser(value = "ada", roles = "reader")
        void userOfTheAnnotation() throws Exception {
            mvc.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ada"));
            mvc.perform(get("/drafts")).andExpect(status().isForbidden());
            mvc.perform(get("/drafts").with(user("ed").roles("editor"))).andExpect(status().isOk());
        }
    }

    @Nested
    @WebMvcTest(NotesController.class)
    @AutoConfigureMockMvc(addFilters = false)
    @ContextConfiguration(classes = NotesApplication.class)
    class WithoutFilters extends RulesHold {}

    @Nested
    @WebMvcTest(NotesController.class)
    @ContextConfiguration(classes = NotesApplication.class)
    class WithMockMvcOfTheTest {

        @Autowired
        private WebApplicationContext context;

        @Test
        @WithKeycardUser("ada")
        void userOfTheAnnotation() throws Exception {
            MockMvc own = MockMvcBuilders.webAppContextSetup(context)
                    .apply(keycard())
                    .apply(springSecurity())
                    .build();
            own.perform(get("/notes")).andExpect(jsonPath("$.owner").value("ada"));
            MockMvc unaware = MockMvcBuilders.webAppContextSetup(context)
                    .apply(springSecurity())
                    .build();
            unaware.perform(get("/notes")).andExpect(status().isUnauthorized());
        }

        @Test
        @WithMockUser(roles = "editor")
        void userOfAnotherKind_isNoUserOfKeycard() throws Exception {
            MockMvc own = MockMvcBuilders.webAppContextSetup(context)
                    .apply(keycard())
                    .apply(springSecurity())
                    .build();
            own.perform(get("/drafts")).andExpect(status().isUnauthorized());
        }
    }

    @Test
    void rolesHaveNoPrefix() {
        assertThatThrownBy(() -> user("ada").roles("ROLE_editor")).hasMessageContaining("without the prefix");
        assertThat(user("ada").roles("editor")).isNotNull();
    }
}
