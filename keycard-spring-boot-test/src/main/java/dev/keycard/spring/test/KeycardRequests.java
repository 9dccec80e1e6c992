package dev.keycard.spring.test;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.setup.MockMvcConfigurer;

/**
 * Changes requests of tests: {@code mvc.perform(get("/notes").with(user("ada").roles("editor")))}. Stateless.
 *
 * <p>The same objects change a {@code WebTestClient}: {@code client.mutateWith(bearer(token))}.
 */
public final class KeycardRequests {

    private KeycardRequests() {}

    /** By a user whom no database needs to know. */
    public static UserRequest user(String username) {
        return new UserRequest(TestUser.named(username));
    }

    /** An anonymous request, also in a test that {@link WithKeycardUser} gives a user. */
    public static AnonymousRequest anonymous() {
        return new AnonymousRequest();
    }

    /** With an access token. */
    public static PresentedCredential bearer(String accessToken) {
        return PresentedCredential.header("Bearer " + accessToken);
    }

    /** With an API token, under the usual keyword {@code Token}. */
    public static PresentedCredential apiToken(String token) {
        return PresentedCredential.header("Token " + token);
    }

    /** With a name and a password. */
    public static PresentedCredential basic(String username, String password) {
        return PresentedCredential.header(
                "Basic " + HttpHeaders.encodeBasicAuth(username, password, StandardCharsets.UTF_8));
    }

    /** With the cookies of a session, and its CSRF token. */
    public static PresentedCredential session(BrowserSession session) {
        return PresentedCredential.of(session);
    }

    /**
     * Lets {@link WithKeycardUser} hold for the requests of a {@code MockMvc} that a test builds by itself. That of Spring Boot
     * has it.
     */
    public static MockMvcConfigurer keycard() {
        return new TestUserConfigurer();
    }
}
