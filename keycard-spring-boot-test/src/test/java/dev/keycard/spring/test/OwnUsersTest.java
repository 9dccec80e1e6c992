package dev.keycard.spring.test;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.id.UserId;
import dev.keycard.spring.test.notes.NotesApplication;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.User;
import dev.keycard.user.UserDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.servlet.MockMvc;

/** An application with users and a clock of its own. */
@SpringBootTest(classes = {NotesApplication.class, OwnUsersTest.Own.class})
@AutoConfigureMockMvc
@AutoConfigureTestClock
class OwnUsersTest {

    @TestConfiguration
    static class Own {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        UserDirectory users() {
            User ada = User.named(new UserId("7f1c2e6a"), "ada");
            return new UserDirectory() {
                @Override
                public Optional<User> find(UserId id) {
                    return Optional.of(ada).filter(user -> user.id().equals(id));
                }

                @Override
                public Optional<User> findByName(String name) {
                    return Optional.of(ada).filter(user -> user.username().equals(name));
                }

                @Override
                public Optional<String> passwordHash(UserId id) {
                    return Optional.empty();
                }

                @Override
                public boolean replaceHash(UserId id, String expected, String replacement) {
                    return false;
                }
            };
        }
    }

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Autowired
    private MutableClock clock;

    @Test
    void tokensForAUserOfTheDirectory() throws Exception {
        String access = tokens.access("ada");
        mvc.perform(get("/notes").with(bearer(access)))
                .andExpect(jsonPath("$.owner").value("ada"));
        clock.advance(Duration.ofMinutes(5));
        mvc.perform(get("/notes").with(bearer(access))).andExpect(status().isUnauthorized());
        assertThatThrownBy(() -> tokens.access("bob")).hasMessageContaining("make one there");
    }
}
