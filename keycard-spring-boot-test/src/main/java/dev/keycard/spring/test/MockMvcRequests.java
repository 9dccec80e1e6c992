package dev.keycard.spring.test;

import dev.keycard.authentication.Anonymous;
import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.KeycardAuthentication;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcHttpConnector;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Changes the requests of {@code MockMvc}, and of a {@code WebTestClient} that is bound to it. What reactive applications use too
 * names no class of servlets, which these do not have. Stateless.
 */
final class MockMvcRequests {

    private MockMvcRequests() {}

    /** By that user. */
    static MockHttpServletRequest give(MockHttpServletRequest request, TestUser user) {
        KeycardAuthentication given =
                user.authentication(WebApplicationContextUtils.getWebApplicationContext(request.getServletContext()));
        ServletGate.give(request, given.getPrincipal());
        return SecurityMockMvcRequestPostProcessors.authentication(given).postProcessRequest(request);
    }

    /** Anonymous. */
    static MockHttpServletRequest giveAnonymous(MockHttpServletRequest request) {
        ServletGate.give(request, Anonymous.ANONYMOUS);
        return SecurityMockMvcRequestPostProcessors.anonymous().postProcessRequest(request);
    }

    /** @throws IllegalStateException for another client: its server reads real credentials only */
    static void add(
            RequestPostProcessor change, WebTestClient.Builder builder, @Nullable ClientHttpConnector connector) {
        if (!(connector instanceof MockMvcHttpConnector mvc)) {
            throw new IllegalStateException(
                    "a user without a credential reaches only MockMvc, and WebFlux without a server;"
                            + " this client sends real requests:"
                            + " present a credential of KeycardTokens, such as bearer(tokens.access(name))");
        }
        builder.clientConnector(mvc.with(List.of(change)));
    }
}
