package dev.keycard.spring.test.orders;

import static dev.keycard.spring.test.KeycardRequests.bearer;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.keycard.spring.test.KeycardRequests;
import dev.keycard.spring.test.KeycardTokens;
import dev.keycard.spring.test.WithKeycardUser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.MockMvc;

/** A service's controllers alone: no issuer, no network. */
@WebMvcTest(properties = "keycard.issuer=https://auth.invalid")
class OrdersSliceTest {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeycardTokens tokens;

    @Test
    void withoutAToken_401() throws Exception {
        mvc.perform(get("/orders")).andExpect(status().isUnauthorized());
        mvc.perform(get("/all")).andExpect(status().isUnauthorized());
    }

    @Test
    @WithKeycardUser(id = "7f1c", tier = "premium")
    void userByClaims() throws Exception {
        mvc.perform(get("/orders")).andExpect(jsonPath("$.orders_of").value("7f1c"));
        mvc.perform(get("/premium")).andExpect(status().isOk());
        mvc.perform(get("/all")).andExpect(status().isForbidden());
    }

    @Test
    void tokensOfTheTest_areAccepted() throws Exception {
        mvc.perform(get("/orders").with(bearer(tokens.access("ada")))).andExpect(status().isOk());
    }

    @Test
    void whatAServiceDoesNotKnow_isRefused() {
        assertThatThrownBy(() -> mvc.perform(
                        get("/orders").with(KeycardRequests.user("ada").superuser())))
                .hasMessageContaining("knows no superusers");
        assertThatThrownBy(() -> tokens.apiToken("ada")).hasMessageContaining("no API tokens");
        assertThatThrownBy(() -> tokens.session("ada")).hasMessageContaining("no sessions");
    }
}
