package dev.keycard.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.servlet.ServletGate;
import dev.keycard.spring.Running.Member;
import dev.keycard.spring.propagation.Recorder;
import dev.keycard.spring.reactive.ReactiveApplication;
import dev.keycard.spring.resource.OrdersApplication;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.scheduler.Schedulers;

/** The starter in a reactive application, with the engine in it and without. */
class ReactiveTest {

    private static final String REACTIVE = "--spring.main.web-application-type=reactive";
    private static final long SOON_NANOS = 5_000_000_000L;

    @TempDir
    private static Path data;

    /** Netty's own threads: an application that stops would end those of the other one. */
    @Configuration(proxyBeanMethods = false)
    static class OwnThreads {

        @Bean
        ReactorResourceFactory resources() {
            ReactorResourceFactory own = new ReactorResourceFactory();
            own.setUseGlobalResources(false);
            return own;
        }
    }

    private static Recorder named;
    private static Running application;

    @BeforeAll
    static void start() throws IOException {
        named = new Recorder();
        application = Running.startAlone(
                ReactiveApplication.class,
                REACTIVE,
                "--spring.http.clients.reactive.connector=jdk",
                "--management.endpoints.web.exposure.include=*",
                "--keycard.data=" + data,
                "--keycard.propagation.hosts=" + named.host());
    }

    @AfterAll
    static void stop() {
        application.close();
        named.close();
    }

    private static int status(String path, String authorization) {
        return application.get(path, authorization).statusCode();
    }

    @Test
    void rules_decide() {
        Member ada = application.member("ada");
        Member ed = application.member("ed", "editor");
        Member boss = application.staff("boss");
        assertThat(application.get("/me", ada.bearer()).body())
                .contains("\"id\":\"" + ada.id() + "\"", "\"name\":\"" + ada.id() + "\"");
        assertThat(application.get("/public", "").body()).contains("anonymous");
        assertThat(application.get("/public", ada.bearer()).body()).contains(ada.id());
        assertThat(status("/report", ada.bearer())).isEqualTo(403);
        assertThat(status("/report", boss.bearer())).isEqualTo(200);
        assertThat(status("/editors", ada.bearer())).isEqualTo(403);
        assertThat(application.get("/editors", ed.bearer()).body()).isEqualTo("for editors");
        assertThat(application
                        .send("POST", "/echo", Map.of("Authorization", ada.bearer()), "12345")
                        .body())
                .isEqualTo("5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/me", "/report", "/unruled", "/functional", "/nowhere", "/notes/1", "/actuator/beans"})
    void withoutACredential_everythingElseIsRefused(String path) {
        HttpResponse<String> refused = application.get(path, "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"not_authenticated\"");
        assertThat(refused.headers().allValues("WWW-Authenticate")).contains("Bearer realm=\"api\"");
    }

    @Test
    void badCredential_isRefused_alsoWhereEverybodyMayCome() {
        assertThat(application.get("/public", "Bearer x.y.z").body()).contains("token_not_valid");
        assertThat(status("/public", "Bearer x.y.z")).isEqualTo(401);
    }

    @Test
    void defaultPermission_coversTheRest() {
        Member cay = application.member("cay");
        assertThat(application.get("/unruled", cay.bearer()).body()).isEqualTo("unruled");
        assertThat(application.get("/functional", cay.bearer()).body()).isEqualTo(cay.id());
        assertThat(status("/nowhere", cay.bearer())).isEqualTo(404);
    }

    @Test
    void actuator_isForStaff_andHealthForAll() {
        assertThat(status("/actuator/health", "")).isEqualTo(200);
        assertThat(status("/actuator/beans", application.member("act").bearer()))
                .isEqualTo(403);
        assertThat(status("/actuator/beans", application.staff("actor").bearer()))
                .isEqualTo(200);
    }

    @Test
    void objects_areChecked() {
        Member dan = application.member("dan");
        assertThat(application.get("/notes/dan", dan.bearer()).body()).contains("hello");
        assertThat(status("/notes/0", dan.bearer())).isEqualTo(404);
        assertThat(status("/notes/missing", dan.bearer())).isEqualTo(404);
        assertThat(application.get("/notes/missing", dan.bearer()).body())
                .isEqualTo(application.get("/notes/0", dan.bearer()).body());
        for (String careless : new String[] {"/careless/", "/careless-stream/"}) {
            HttpResponse<String> answer = application.get(careless + "dan", dan.bearer());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).doesNotContain("hello");
        }
    }

    @Test
    void methodThatAFilterSetsLater_isTheOneThatRulesSee() {
        application.member("met");
        Map<String, String> session = new HashMap<>(application.session("met"));
        String csrf = session.remove("X-CSRFToken");
        session.put("X-HTTP-Method-Override", "DELETE");
        assertThat(application
                        .send("GET", "/changed/method", Map.of("X-HTTP-Method-Override", "DELETE"), "")
                        .statusCode())
                .isEqualTo(401);
        assertThat(application.send("GET", "/changed/method", session, "").statusCode())
                .isEqualTo(403);
        session.put("X-CSRFToken", csrf);
        assertThat(application.send("GET", "/changed/method", session, "").body())
                .isEqualTo("DELETE");
    }

    @Test
    void limitedToken_passesOnlyRulesThatKnowScopes() {
        String limited = "Token " + application.member("lim").apiToken("notes");
        assertThat(status("/me", limited)).isEqualTo(403);
        assertThat(status("/unruled", limited)).isEqualTo(403);
        assertThat(application.get("/public", limited).body()).contains("anonymous");
    }

    @Test
    void endpoints_areAnswered() {
        application.member("eve");
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        HttpResponse<String> pair =
                application.send("POST", "/api/token/", form, "username=eve&password=" + Running.PASSWORD);
        assertThat(pair.statusCode()).isEqualTo(200);
        assertThat(pair.body()).contains("access", "refresh");
        assertThat(application
                        .send("POST", "/api/token/", form, "username=eve&password=wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(application
                        .send("POST", "/api/token/", form, "x".repeat(70_000))
                        .statusCode())
                .isEqualTo(413);
        assertThat(status("/.well-known/jwks.json", "")).isEqualTo(200);
        assertThat(status("/openapi.json", "")).isEqualTo(401);
    }

    @Test
    void namedService_getsTheTokenOfTheCaller() {
        String fay = application.member("fay").bearer();
        String gus = application.member("gus").bearer();
        for (String user : new String[] {fay, gus}) {
            assertThat(application.get("/call?to=" + named.at("/echo"), user).body())
                    .isEqualTo("[" + user + "] [" + user + "]");
        }
    }

    /** The revocations come over a stream of the reactive application. */
    @Test
    void serviceThatOnlyVerifies_mayBeReactiveToo() throws InterruptedException {
        String changes = application.staff("orders").apiToken("changes");
        try (Running orders = Running.startAlone(
                new Class<?>[] {OrdersApplication.class, OwnThreads.class},
                REACTIVE,
                "--keycard.issuer=" + application.origin(),
                "--keycard.changes.token=" + changes,
                "--keycard.permission.tiers=free,premium")) {
            Member joe = application.member("joe");
            String bearer = joe.bearer();
            long end = System.nanoTime() + SOON_NANOS;
            while (orders.get("/orders", bearer).statusCode() != 200 && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            assertThat(orders.get("/orders", bearer).body()).contains(joe.id());
            assertThat(orders.get("/orders", "").statusCode()).isEqualTo(401);
            assertThat(orders.get("/premium", bearer).statusCode()).isEqualTo(403);
            assertThat(orders.get("/about", "").statusCode()).isEqualTo(200);
            joe.endLogins();
            while (orders.get("/orders", bearer).statusCode() != 401 && System.nanoTime() < end) {
                Thread.sleep(10);
            }
            assertThat(orders.get("/orders", bearer).statusCode()).isEqualTo(401);
        }
    }

    /** The application may block all threads that Reactor shares. */
    @Test
    @Timeout(30)
    void blockedThreadsOfTheApplication_delayNoCheck_andNoSignIn() {
        String token = "Token " + application.member("hal").unlimitedToken();
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < Schedulers.DEFAULT_BOUNDED_ELASTIC_SIZE; i++) {
            Schedulers.boundedElastic().schedule(() -> await(end));
        }
        try {
            assertThat(status("/me", token)).isEqualTo(200);
            assertThat(application
                            .send(
                                    "POST",
                                    "/api/token/",
                                    Map.of("Content-Type", "application/json"),
                                    "{\"username\":\"hal\",\"password\":\"" + Running.PASSWORD + "\"}")
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void nothingOfServlets_isThere() {
        assertThat(application.context().getBeanNamesForType(ServletGate.class)).isEmpty();
    }
}
