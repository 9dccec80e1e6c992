package dev.keycard.spring.test;

import dev.keycard.authentication.Anonymous;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClientConfigurer;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** A request without a user, also in a test that {@link WithKeycardUser} gives one. For the clients of {@link UserRequest}. */
public final class AnonymousRequest implements RequestPostProcessor, WebTestClientConfigurer {

    AnonymousRequest() {}

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        return MockMvcRequests.giveAnonymous(request);
    }

    @Override
    public void afterConfigurerAdded(
            WebTestClient.Builder builder,
            @Nullable WebHttpHandlerBuilder server,
            @Nullable ClientHttpConnector connector) {
        if (server == null) {
            MockMvcRequests.add(this, builder, connector);
        } else {
            TestUserWebFilter.add(server, context -> Anonymous.ANONYMOUS);
        }
    }
}
