package dev.keycard.spring.test.notes;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.keycard.login.TokenPair;
import dev.keycard.spring.test.AutoConfigureTestClock;
import dev.keycard.spring.test.BrowserSession;
import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.testkit.MutableClock;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Time passes when the test says so. */
@SpringBootTest
@AutoConfigureMockMvc
@AutoConfigureTestClock
class TimeTravelTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Autowired
    private MutableClock clock;

    @Autowired
    private Clock clockOfTheApplication;

    private MockHttpServletResponse refresh(String token) throws Exception {
        return mvc.perform(post("/api/token/refresh/")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"refresh\":\"" + token + "\"}"))
                .andReturn()
                .getResponse();
    }

    private int signIn(String password) throws Exception {
        return mvc.perform(post("/api/token/")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"username\":\"gus\",\"password\":\"" + password + "\"}"))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    @Test
    void accessToken_expires() throws Exception {
        String access = tokens.access("ada");
        clock.advance(Duration.ofMinutes(4));
        mvc.perform(get("/notes").with(bearer(access))).andExpect(status().isOk());
        clock.advance(Duration.ofMinutes(1));
        mvc.perform(get("/notes").with(bearer(access))).andExpect(status().isUnauthorized());
        assertThat(clockOfTheApplication).isSameAs(clock);
    }

    @Test
    void refresh_rotates_andATabThatCameLate_getsTheSameSuccessor() throws Exception {
        TokenPair pair = tokens.pair("ada");
        String successor = JsonPath.read(refresh(pair.refresh()).getContentAsString(), "$.refresh");
        clock.advance(Duration.ofSeconds(20));
        String again = JsonPath.read(refresh(pair.refresh()).getContentAsString(), "$.refresh");
        assertThat(again).isEqualTo(successor);
    }

    @Test
    void refreshTokenThatIsUsedAgainLater_endsTheLogin() throws Exception {
        TokenPair pair = tokens.pair("ada");
        MockHttpServletResponse first = refresh(pair.refresh());
        String access = JsonPath.read(first.getContentAsString(), "$.access");
        String successor = JsonPath.read(first.getContentAsString(), "$.refresh");
        clock.advance(Duration.ofSeconds(31));
        mvc.perform(get("/notes").with(bearer(access))).andExpect(status().isOk());

        assertThat(refresh(pair.refresh()).getStatus()).isEqualTo(401);

        assertThat(refresh(successor).getStatus()).isEqualTo(401);
        mvc.perform(get("/notes").with(bearer(access))).andExpect(status().isUnauthorized());
    }

    @Test
    void session_endsWhenItIsNotUsed() throws Exception {
        BrowserSession session = tokens.session("ada");
        clock.advance(Duration.ofDays(1));
        mvc.perform(get("/notes").with(session(session))).andExpect(status().isOk());
        clock.advance(Duration.ofDays(15));
        mvc.perform(get("/notes").with(session(session))).andExpect(status().isUnauthorized());
    }

    @Test
    void wrongPasswords_areSlowedDown_untilTimePasses() throws Exception {
        tokens.user("gus");
        int answer = 0;
        for (int attempt = 0; attempt < 30 && answer != 429; attempt++) {
            answer = signIn("wrong");
        }
        assertThat(answer).isEqualTo(429);
        assertThat(signIn(KeycardTokens.PASSWORD)).isEqualTo(429);
        clock.advance(Duration.ofHours(1));
        assertThat(signIn(KeycardTokens.PASSWORD)).isEqualTo(200);
    }

    @Test
    void signInAtTheMomentOfTheRevocation_isGood() throws Exception {
        tokens.revokeAll("ada");
        mvc.perform(get("/notes").with(bearer(tokens.access("ada")))).andExpect(status().isOk());
    }

    @Nested
    class InANestedClass {

        @Test
        void sameClock() {
            assertThat(clockOfTheApplication).isSameAs(clock);
        }
    }
}
