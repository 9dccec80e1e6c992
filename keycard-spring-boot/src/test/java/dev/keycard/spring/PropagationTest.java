package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.spring.Running.Member;
import dev.keycard.spring.autoconfigure.KeycardPropagationAutoConfiguration;
import dev.keycard.spring.propagation.FrontApplication;
import dev.keycard.spring.propagation.Recorder;
import dev.keycard.spring.resource.OrdersApplication;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Calls to other services in the name of the caller: to those that are named, and to no others. */
class PropagationTest {

    /** The one that sends the headers of an application also to where it is redirected. */
    private static final String JDK = "--spring.http.clients.reactive.connector=jdk";

    private static final long SOON_NANOS = 5_000_000_000L;

    @TempDir
    private static Path data;

    private static Recorder named;
    private static Recorder other;
    private static Running front;

    @BeforeAll
    static void start() throws IOException {
        named = new Recorder();
        other = new Recorder();
        named.redirectTo(other.at("/echo"));
        front = Running.start(
                new Class<?>[] {FrontApplication.class},
                "--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName(),
                "--spring.http.serviceclient.echo.base-url=http://" + named.host(),
                "--keycard.data=" + data,
                JDK,
                "--keycard.propagation.hosts=" + named.host());
    }

    @AfterAll
    static void stop() {
        front.close();
        named.close();
        other.close();
    }

    private static String call(Running application, String way, String to, String authorization) {
        String path = way + "?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
        return application.get(path, authorization).body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest", "/rest-post", "/template", "/web", "/mono", "/async", "/group", "/feign"})
    void namedService_getsTheTokenOfTheCaller(String way) {
        String ada = front.member("ada" + System.nanoTime()).bearer();
        String bob = front.member("bob" + System.nanoTime()).bearer();
        assertThat(call(front, way, named.at("/echo"), ada)).endsWith("[" + ada + "]");
        assertThat(call(front, way, named.at("/echo"), bob)).endsWith("[" + bob + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest", "/rest-post", "/template", "/web", "/mono", "/async", "/feign"})
    void otherServices_getNothing(String way) {
        String ada = front.member("ada" + System.nanoTime()).bearer();
        assertThat(call(front, way, other.at("/echo"), ada)).endsWith("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest-own", "/web-own"})
    void credentialOfTheApplication_isLeft(String way) {
        assertThat(call(
                        front,
                        way,
                        named.at("/echo"),
                        front.member("own" + System.nanoTime()).bearer()))
                .isEqualTo("[Basic b3duOm93bg==]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest", "/web", "/mono"})
    void redirect_isNotFollowed(String way) {
        assertThat(call(
                        front,
                        way,
                        named.at("/redirect"),
                        front.member("red" + System.nanoTime()).bearer()))
                .startsWith("302")
                .doesNotContain("Bearer");
    }

    /** Their exceptions are answered with 500. */
    @Test
    void redirect_isNotFollowedByFeign() {
        String ada = front.member("feigned").bearer();
        assertThat(call(front, "/feign", named.at("/redirect"), ada)).contains("\"status\":500");
    }

    @Test
    void apiToken_isNotSentOn() {
        Member dan = front.member("dan");
        String unlimited = "Token "
                + front.keycard()
                        .apiTokens()
                        .create(dan.user(), "", Set.of(), null)
                        .orElseThrow()
                        .secret()
                        .reveal();
        assertThat(call(front, "/rest", named.at("/echo"), unlimited)).isEqualTo("200 OK []");
    }

    @Test
    void afterTheRequest_noTokenIsSent() {
        String ada = front.member("late").bearer();
        assertThat(call(front, "/late", named.at("/echo"), ada)).isEqualTo("begun");
        assertThat(front.get("/late-result", ada).body()).contains("the request whose token would be sent is over");
    }

    /** The one verifies tokens only, and so does the other. */
    @Test
    void betweenServices_theUserIsTheSame() throws InterruptedException {
        String changes = "--keycard.changes.token=" + front.staff("services").apiToken("changes");
        String issuer = "--keycard.issuer=" + front.origin();
        String tiers = "--keycard.permission.tiers=free,premium";
        try (Running orders = Running.startAlone(OrdersApplication.class, issuer, changes, tiers);
                Running middle = Running.startAlone(
                        FrontApplication.class,
                        issuer,
                        changes,
                        JDK,
                        "--keycard.propagation.hosts=" + orders.origin())) {
            Member eve = front.member("eve");
            String bearer = eve.bearer();
            long end = System.nanoTime() + SOON_NANOS;
            String expected = "200 OK {\"orders_of\":\"" + eve.id() + "\"}";
            while (!call(middle, "/rest", orders.origin() + "/orders", bearer).equals(expected)
                    && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            for (String way : new String[] {"/rest", "/web", "/mono"}) {
                assertThat(call(middle, way, orders.origin() + "/orders", bearer))
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void wildcard_keepsTheApplicationFromStarting() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KeycardPropagationAutoConfiguration.class))
                .withPropertyValues("keycard.propagation.hosts=*.internal")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("keycard.propagation.hosts must be hosts"));
    }

    @Test
    void withoutHosts_nothingIsAdded() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KeycardPropagationAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(KeycardPropagationAutoConfiguration.class));
    }
}
