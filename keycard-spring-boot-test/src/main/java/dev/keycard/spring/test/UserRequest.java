package dev.keycard.spring.test;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClientConfigurer;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * A request by a user whom no database needs to know; as {@link WithKeycardUser}, for one request. For {@code MockMvc}, and a
 * {@code WebTestClient} that is bound to it or to a reactive application. Immutable.
 */
public final class UserRequest implements RequestPostProcessor, WebTestClientConfigurer {

    private final TestUser user;

    UserRequest(TestUser user) {
        this.user = user;
    }

    /** The same with another id; it is 1 by default. */
    public UserRequest id(String id) {
        return new UserRequest(user.withId(id));
    }

    /** The same with a mail address. */
    public UserRequest email(String address) {
        return new UserRequest(user.withEmail(address));
    }

    /** The same with these roles, which are written without a prefix. */
    public UserRequest roles(String... roles) {
        return new UserRequest(user.withRoles(Set.of(roles)));
    }

    /** The same with that tier. */
    public UserRequest tier(String tier) {
        return new UserRequest(user.withTier(tier));
    }

    /** The same with an API token that is limited to these scopes. */
    public UserRequest scopes(String... scopes) {
        return new UserRequest(user.withScopes(Set.of(scopes)));
    }

    /** The same as staff. */
    public UserRequest staff() {
        return new UserRequest(user.withRights(true, user.superuser()));
    }

    /** The same with every permission. */
    public UserRequest superuser() {
        return new UserRequest(user.withRights(user.staff(), true));
    }

    @Override
    public MockHttpServletRequest postProcessRequest(MockHttpServletRequest request) {
        return MockMvcRequests.give(request, user);
    }

    @Override
    public void afterConfigurerAdded(
            WebTestClient.Builder builder,
            @Nullable WebHttpHandlerBuilder server,
            @Nullable ClientHttpConnector connector) {
        if (server == null) {
            MockMvcRequests.add(this, builder, connector);
        } else {
            TestUserWebFilter.add(
                    server, context -> user.authentication(context).getPrincipal());
        }
    }
}
