package dev.keycard.spring.test.orders;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.spring.test.AutoConfigureTestClock;
import dev.keycard.spring.test.AutoConfigureTestIssuer;
import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.testkit.MutableClock;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** The whole service, with tokens of an issuer in the test. */
@SpringBootTest(
        properties = {
            "keycard.issuer=https://auth.invalid",
            "keycard.jwt.issuer=https://auth.invalid",
            "keycard.jwt.audience=orders",
            "keycard.jwt.access-lifetime=2m"
        })
@AutoConfigureMockMvc
@AutoConfigureTestIssuer
@AutoConfigureTestClock
class OrdersServiceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Autowired
    private MutableClock clock;

    @Test
    void tokens_good_expired_foreign() throws Exception {
        mvc.perform(get("/orders").with(bearer(tokens.access("ada")))).andExpect(status().isOk());
        mvc.perform(get("/orders").with(bearer(tokens.expired("ada")))).andExpect(status().isUnauthorized());
        mvc.perform(get("/orders").with(bearer(tokens.foreign("ada")))).andExpect(status().isUnauthorized());
    }

    @Test
    void rightsOfAToken() throws Exception {
        User boss = tokens.user("boss", user -> user.withRights(true, false).withRoles("premium", Set.of()));
        mvc.perform(get("/all").with(bearer(tokens.access(boss)))).andExpect(status().isOk());
        mvc.perform(get("/premium").with(bearer(tokens.access(boss)))).andExpect(status().isOk());
        mvc.perform(get("/all").with(bearer(tokens.access("ada")))).andExpect(status().isForbidden());
    }

    @Test
    void revokedToken_isRefusedAtOnce() throws Exception {
        String access = tokens.access("eve");
        mvc.perform(get("/orders").with(bearer(access))).andExpect(status().isOk());

        tokens.revoke(access);

        mvc.perform(get("/orders").with(bearer(access)))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.code").value("token_not_valid"));
    }

    @Test
    void userWhoseTokensAreRevoked_signsInAgain() throws Exception {
        String access = tokens.access("kim");

        tokens.revokeAll("kim");

        mvc.perform(get("/orders").with(bearer(access))).andExpect(status().isUnauthorized());
        mvc.perform(get("/orders").with(bearer(tokens.access("kim")))).andExpect(status().isOk());
    }

    @Test
    void tokenExpires_whenTimePasses() throws Exception {
        String access = tokens.access("ada");
        clock.advance(Duration.ofMinutes(1));
        mvc.perform(get("/orders").with(bearer(access))).andExpect(status().isOk());
        clock.advance(Duration.ofMinutes(1));
        mvc.perform(get("/orders").with(bearer(access))).andExpect(status().isUnauthorized());
        mvc.perform(get("/orders").with(bearer(tokens.access("ada")))).andExpect(status().isOk());
    }
}
