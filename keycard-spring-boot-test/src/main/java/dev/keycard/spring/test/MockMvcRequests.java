package dev.keycard.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.servlet.client.MockMvcHttpConnector;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Changes the requests of a {@code WebTestClient} that is bound to {@code MockMvc}. Stateless. */
final class MockMvcRequests {

    private MockMvcRequests() {}

    /** @throws IllegalStateException for another client: its server reads real credentials only */
    static void add(
            RequestPostProcessor change, WebTestClient.Builder builder, @Nullable ClientHttpConnector connector) {
        if (!(connector instanceof MockMvcHttpConnector mvc)) {
            throw new IllegalStateException(
                    "a user without a credential reaches only MockMvc; this client sends real requests:"
                            + " present a credential of KeycardTokens, such as bearer(tokens.access(name))");
        }
        builder.clientConnector(mvc.with(List.of(change)));
    }
}
