package dev.keycard.spring.test;

import static dev.keycard.spring.test.KeycardRequests.apiToken;
import static dev.keycard.spring.test.KeycardRequests.bearer;
import static dev.keycard.spring.test.KeycardRequests.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.keycard.spring.test.notes.NotesApplication;
import dev.keycard.spring.test.notes.NotesController;
import dev.keycard.spring.test.orders.OrdersApplication;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A slice answers as the whole application does: the same statuses, headers and bodies. */
@Tag("long")
class SliceLikeApplicationTest {

    /** Other tests have made users in theirs. */
    private static final String OWN_CONTEXT = "app.test=slice";

    private static final String ISSUER = "keycard.issuer=https://auth.invalid";

    @WebMvcTest(controllers = NotesController.class, properties = OWN_CONTEXT)
    @ContextConfiguration(classes = NotesApplication.class)
    static class NotesSlice {}

    @SpringBootTest(classes = NotesApplication.class, properties = OWN_CONTEXT)
    @AutoConfigureMockMvc
    static class NotesWhole {}

    @WebMvcTest(properties = {ISSUER, OWN_CONTEXT})
    @ContextConfiguration(classes = OrdersApplication.class)
    static class OrdersSlice {}

    @SpringBootTest(
            classes = OrdersApplication.class,
            properties = {ISSUER, OWN_CONTEXT})
    @AutoConfigureMockMvc
    @AutoConfigureTestIssuer
    static class OrdersWhole {}

    private static ApplicationContext context(Class<?> test) {
        return new TestContextManager(test).getTestContext().getApplicationContext();
    }

    private static List<RequestPostProcessor> callers(ApplicationContext context, boolean engine) {
        KeycardTokens tokens = context.getBean(KeycardTokens.class);
        List<RequestPostProcessor> all = List.of(
                request -> request,
                user("ada"),
                user("ed").roles("editor").tier("premium"),
                user("boss").staff(),
                bearer(tokens.access("carol")),
                bearer(tokens.expired("carol")),
                bearer(tokens.foreign("carol")),
                bearer("x.y.z"),
                bearer("two words"));
        List<RequestPostProcessor> ofTheEngine = engine
                ? List.of(
                        user("ada").scopes("notes"), apiToken(tokens.apiToken("carol", "notes")), apiToken("kc_wrong"))
                : List.of();
        return Stream.concat(all.stream(), ofTheEngine.stream()).toList();
    }

    private static List<String> answers(ApplicationContext context, boolean engine, List<String> paths) {
        MockMvc mvc = context.getBean(MockMvc.class);
        return callers(context, engine).stream()
                .flatMap(caller -> paths.stream().map(path -> answer(mvc, path, caller)))
                .toList();
    }

    private static String answer(MockMvc mvc, String path, RequestPostProcessor caller) {
        try {
            MockHttpServletResponse answer =
                    mvc.perform(get(path).with(caller)).andReturn().getResponse();
            Map<String, String> headers = new TreeMap<>();
            answer.getHeaderNames().stream()
                    .filter(name -> !name.equals("X-Request-Id"))
                    .forEach(name ->
                            headers.put(name, answer.getHeaders(name).stream().collect(Collectors.joining(" | "))));
            return path + " " + answer.getStatus() + " " + headers + " " + answer.getContentAsString();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyAnswer_isTheSame(boolean engine) {
        List<String> paths = engine
                ? List.of("/notes", "/drafts", "/export", "/shared", "/users", "/early", "/unruled", "/nowhere")
                : List.of("/orders", "/premium", "/all", "/nowhere");
        List<String> slice = answers(context(engine ? NotesSlice.class : OrdersSlice.class), engine, paths);
        List<String> whole = answers(context(engine ? NotesWhole.class : OrdersWhole.class), engine, paths);
        assertThat(slice).isEqualTo(whole);
        assertThat(String.join("\n", whole)).contains(" 200 ", " 401 ", " 403 ", " 404 ");
    }
}
