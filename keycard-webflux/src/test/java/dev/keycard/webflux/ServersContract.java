package dev.keycard.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.web.WebConfig;
import dev.keycard.web.throttle.RequestRates;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds on every server, with real tokens of a real engine. */
abstract class ServersContract {

    private static final String END = "\r\nHost: app.example\r\nConnection: close\r\n\r\n";

    private final RunningServer.Kind kind;
    private Application application;
    private Routes routes;
    private RunningServer server;
    private Browser browser;
    private User ada;
    private String own;

    ServersContract(RunningServer.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws ReflectiveOperationException {
        begin(WebConfig.defaults());
    }

    private void begin(WebConfig config) throws ReflectiveOperationException {
        application = new Application(config);
        ada = application.user("ada");
        own = ada.id().toString();
        routes = new Routes();
        server = kind.start(routes.behind(Routes.filter(application.api.gate(), application.api.refusals())
                .build()));
        browser = new Browser(server.port());
    }

    @AfterEach
    void stop() {
        server.close();
        application.close();
    }

    @Test
    void signedInUser_isSeenByTheExchange_itsAttribute_andTheContext() throws Exception {
        HttpResponse<String> answer = browser.get("/notes", application.bearer("ada"));
        assertThat(answer.body()).isEqualTo(own + " " + own + " " + own);
        assertThat(routes.seen).hasValue(1);
    }

    @Test
    void requestWithoutACredential_isRefused_andNotSeenByTheApplication() throws Exception {
        HttpResponse<String> refused = browser.get("/notes", "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"code\":\"not_authenticated\"");
        assertThat(refused.headers().allValues("WWW-Authenticate")).isNotEmpty();
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(refused.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(refused.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(refused.headers().firstValue("X-Request-Id")).isPresent();
        HttpResponse<String> problem = browser.send(
                "GET", "/notes", Map.of("Accept", "application/problem+json", "Accept-Language", "de"), "");
        assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(problem.headers().firstValue("Content-Language")).contains("de");
        assertThat(browser.send("HEAD", "/notes", Map.of(), "").statusCode()).isEqualTo(401);
        assertThat(routes.seen).hasValue(0);
    }

    @Test
    void openPath_isAnonymous_andRefusesABadCredential() throws Exception {
        assertThat(browser.get("/open/news", "").body()).isEqualTo("anonymous anonymous anonymous");
        assertThat(browser.get("/open/news", application.bearer("ada")).body()).startsWith(own);
        assertThat(browser.get("/open/news", "Bearer nonsense").statusCode()).isEqualTo(401);
        assertThat(browser.get("/open/news", application.apiToken("ada", "notes"))
                        .body())
                .isEqualTo("anonymous anonymous anonymous");
    }

    @Test
    void pathOfStaff_isDeniedToOthers() throws Exception {
        application.staff("grace");
        assertThat(browser.get("/report", application.bearer("grace")).body()).isEqualTo("the secret report");
        assertThat(browser.get("/report", application.bearer("ada")).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/report",
                "/report/",
                "/report;x=1",
                "/%72eport",
                "/report%2f",
                "//report",
                "/./report",
                "/open/../report",
                "/open/..;/report",
                "/open/..%2freport",
                "/open/%2e%2e/report",
                "/open;/../report",
                "/report?access_token=x",
                "http://app.example/report",
                "https://app.example/report",
                "https://other.example/open/../report"
            })
    void spelledPath_doesNotReachTheReport(String path) throws Exception {
        String answer = browser.raw("GET " + path + " HTTP/1.1\r\nAuthorization: " + application.bearer("ada") + END);
        assertThat(answer).as(path).startsWith("HTTP/1.1 ").doesNotContain("the secret report");
    }

    @Test
    void twoCredentials_areRefused_alsoWhereEverybodyMayCome() throws Exception {
        String line = "Authorization: " + application.bearer("ada");
        String answer = browser.raw("GET /open/news HTTP/1.1\r\n" + line + "\r\n" + line + END);
        assertThat(answer).startsWith("HTTP/1.1 401").contains("bad_authorization_header");
        answer = browser.raw("GET /open/news HTTP/1.1\r\n" + line + "\r\naUTHORIZATION: Basic eDp5" + END);
        assertThat(answer).startsWith("HTTP/1.1 401");
        answer = browser.raw("GET /open/news?access_token=x HTTP/1.1\r\n" + line + END);
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void namesOfHeadersAndSchemes_areReadInAnyCase() throws Exception {
        String token = application.bearer("ada").substring("Bearer ".length());
        assertThat(browser.raw("GET /notes HTTP/1.1\r\naUTHORIZATION: bEARER " + token + END))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void bodyBelongsToTheApplication() throws Exception {
        String body = "access_token=x&" + "b".repeat(100_000);
        Map<String, String> headers =
                Map.of("Authorization", application.bearer("ada"), "Content-Type", "application/x-www-form-urlencoded");
        assertThat(browser.send("POST", "/notes", headers, body).body()).isEqualTo("read " + body.length());
        assertThat(browser.send("POST", "/notes", Map.of(), body).statusCode()).isEqualTo(401);
    }

    @Test
    void objectsOfOthers_areNotFound() throws Exception {
        assertThat(browser.get("/theirs/" + own, application.bearer("ada")).body())
                .isEqualTo(own);
        HttpResponse<String> refused = browser.get("/theirs/grace", application.bearer("ada"));
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.body()).contains("\"code\":\"not_found\"");
        Map<String, String> headers = Map.of("Authorization", application.bearer("ada"));
        assertThat(browser.send("PUT", "/theirs/grace", headers, "x").statusCode())
                .isEqualTo(404);
    }

    @Test
    void errorsOfTheApplication_becomeAnswers() throws Exception {
        for (String path : new String[] {"/refusing", "/throwing"}) {
            HttpResponse<String> refused = browser.get(path, application.bearer("ada"));
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(refused.body()).contains("\"code\":\"already_rotated\"");
        }
    }

    @Test
    void answerThatHasBegun_isBrokenOff() throws Exception {
        String answer = browser.raw("GET /late HTTP/1.1\r\nAuthorization: " + application.bearer("ada") + END);
        assertThat(answer).doesNotContain("permission_denied").doesNotEndWith("0\r\n\r\n");
    }

    @Test
    void rates_areCountedOnce_andRefusedWithTheTimeToWait() throws Exception {
        stop();
        begin(WebConfig.builder()
                .throttle(RequestRates.builder()
                        .user(new Rate(2, Duration.ofHours(1)))
                        .build())
                .build());
        String bearer = application.bearer("ada");
        assertThat(browser.get("/notes", bearer).headers().allValues("RateLimit"))
                .hasSize(1);
        assertThat(browser.get("/notes", bearer).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = browser.get("/notes", bearer);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void revokedToken_isRefused() throws Exception {
        String bearer = application.bearer("ada");
        assertThat(browser.get("/notes", bearer).statusCode()).isEqualTo(200);
        application.revokeAll(ada);
        int status = 200;
        for (int i = 0; i < 2_000 && status == 200; i++) {
            Thread.sleep(5);
            status = browser.get("/notes", bearer).statusCode();
        }
        assertThat(status).isEqualTo(401);
    }

    @Test
    void stores_areNotReadOnThreadsOfTheServer() throws Exception {
        String bearer = application.bearer("ada");
        String token = application.apiToken("ada", "notes");
        application.observed.threads.clear();

        assertThat(browser.get("/notes", bearer).statusCode()).isEqualTo(200);
        assertThat(browser.get("/notes", token).statusCode()).isEqualTo(403);
        assertThat(browser.get("/notes", "Token kc_unknown").statusCode()).isEqualTo(401);

        assertThat(application.observed.threads)
                .anyMatch(name -> name.startsWith("boundedElastic"))
                .noneMatch(name -> name.contains("http"));
    }

    @Test
    void idOfTheClient_isUsedIfItIsHarmless() throws Exception {
        assertThat(browser.send("GET", "/notes", Map.of("X-Request-Id", "abc-1"), "")
                        .headers()
                        .firstValue("X-Request-Id"))
                .contains("abc-1");
    }
}
