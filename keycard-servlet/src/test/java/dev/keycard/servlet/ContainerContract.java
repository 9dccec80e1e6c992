package dev.keycard.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.web.WebConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds in every container: the endpoints answer, and the servlets of the application are guarded. */
abstract class ContainerContract {

    private static final String SIGN_IN = "{\"username\":\"ada\",\"password\":\"" + Application.PASSWORD + "\"}";

    private final Container.Kind kind;
    private Application application;
    private Browser browser;

    ContainerContract(Container.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws Exception {
        begin(Application.start(kind));
    }

    private void begin(Application started) {
        application = started;
        application.user("ada");
        browser = new Browser(application.port());
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private void restart(Application other) {
        application.close();
        begin(other);
    }

    @Test
    void endpoints_answerAsTheServerDoes() throws Exception {
        HttpResponse<String> pair = browser.post("/api/token/", "application/json", SIGN_IN);
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        assertThat(pair.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(pair.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(pair.headers().firstValue("X-Request-Id")).isPresent();
        HttpResponse<String> profile = browser.get("/api/profile", "Bearer " + Browser.text(pair, "access"));
        assertThat(profile.body()).contains("\"username\":\"ada\"");
    }

    @Test
    void endpoints_readFormsAndLanguages() throws Exception {
        HttpResponse<String> pair = browser.post(
                "/api/token/", "application/x-www-form-urlencoded", "username=ada&password=" + Application.PASSWORD);
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        HttpResponse<String> refused = browser.send("GET", "/api/profile/", Map.of("Accept-Language", "de"), "");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Language")).contains("de");
    }

    @Test
    void endpoints_refuseBodiesThatAreTooLarge() throws Exception {
        assertThat(browser.post("/api/token/", "application/json", " ".repeat(64 * 1024 + 1))
                        .statusCode())
                .isEqualTo(413);
        assertThat(browser.post("/api/token/", "application/json", " ".repeat(64 * 1024))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void bodyThatDeclaresTooMuch_isRefusedBeforeItIsSent() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), application.port())) {
            socket.setSoTimeout(5_000);
            List<String> head = List.of(
                    "POST /api/token/ HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/json",
                    "Content-Length: 9000000000000000000",
                    "\r\n");
            socket.getOutputStream().write(String.join("\r\n", head).getBytes(StandardCharsets.US_ASCII));
            String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void headIsAnsweredWithoutABody() throws Exception {
        HttpResponse<String> keys = browser.send("HEAD", "/.well-known/jwks.json", Map.of(), "");
        assertThat(keys.statusCode()).isIn(200, 405);
        assertThat(keys.body()).isEmpty();
    }

    @Test
    void servletsAreGuarded_andSeeTheUser() throws Exception {
        HttpResponse<String> anonymous = browser.get("/notes/x", "");
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.body()).contains("\"code\":\"not_authenticated\"");
        assertThat(anonymous.headers().allValues("WWW-Authenticate")).contains("Bearer realm=\"api\"");
        assertThat(anonymous.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(anonymous.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(anonymous.headers().firstValue("Referrer-Policy")).contains("no-referrer");

        User bob = application.user("bob", "editor");
        HttpResponse<String> seen = browser.get("/notes/x", application.bearer("bob"));
        assertThat(seen.body()).isEqualTo(bob.id() + " true");
    }

    @Test
    void servletsHaveTheirOwnPermissions() throws Exception {
        assertThat(browser.get("/open/", "").body()).isEqualTo("null");
        assertThat(browser.get("/open/", application.bearer("ada")).body()).isNotEqualTo("null");
        assertThat(browser.get("/report/", "").statusCode()).isEqualTo(401);
        HttpResponse<String> refused = browser.get("/report/", application.bearer("ada"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"code\":\"permission_denied\"");
        application.staff("boss");
        assertThat(browser.get("/report/", application.bearer("boss")).body()).isEqualTo("report");
    }

    @Test
    void badCredential_isRefused_alsoWhereEverybodyMayCome() throws Exception {
        HttpResponse<String> refused = browser.get("/open/", "Bearer a.b.c");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("token_not_valid");
    }

    @Test
    void limitedToken_isAnonymousWhereEverybodyMayCome_andRefusedElsewhere() throws Exception {
        String limited = "Token " + application.apiToken("ada", "changes");
        assertThat(browser.get("/open/", limited).body()).isEqualTo("null");
        assertThat(browser.get("/notes/", limited).statusCode()).isEqualTo(403);
    }

    @Test
    void revocationCountsAtOnce() throws Exception {
        String bearer = application.bearer("ada");
        assertThat(browser.get("/notes/", bearer).statusCode()).isEqualTo(200);
        assertThat(browser.send("POST", "/api/logout-all/", Map.of("Authorization", bearer), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(browser.get("/notes/", bearer).statusCode()).isEqualTo(401);
    }

    /** A form too: the filter does not ask for parameters. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/x-www-form-urlencoded"})
    void bodyBelongsToTheApplication(String type) throws Exception {
        String body = "access_token=x&a=" + "b".repeat(100_000);
        HttpResponse<String> seen = browser.send(
                "POST", "/notes/", Map.of("Authorization", application.bearer("ada"), "Content-Type", type), body);
        assertThat(seen.headers().firstValue("X-Body-Length")).contains(Integer.toString(body.length()));
    }

    @Test
    void objectOfAnother_isNotFound() throws Exception {
        String bearer = application.bearer("ada");
        assertThat(browser.get("/theirs/?owner=ada", bearer).body()).isEqualTo("ada");
        HttpResponse<String> hidden = browser.get("/theirs/?owner=bob", bearer);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body()).contains("\"code\":\"not_found\"");
    }

    @Test
    void contextPath_isNoPartOfThePath() throws Exception {
        restart(Application.startAt(kind, "/app"));
        HttpResponse<String> pair = browser.post("/app/api/token/", "application/json", SIGN_IN);
        assertThat(pair.statusCode()).as(pair.body()).isEqualTo(200);
        assertThat(browser.get("/app/notes/", "Bearer " + Browser.text(pair, "access"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser.get("/app/notes/", "").statusCode()).isEqualTo(401);
    }

    @Test
    void session_needsACsrfToken_forTheApplicationsOwnActs() throws Exception {
        HttpResponse<String> fresh = browser.get("/api/session/", "");
        String csrf = Browser.cookie(fresh, "keycard_csrf");
        HttpResponse<String> signedIn = browser.send(
                "POST",
                "/api/session/login/",
                Map.of("Content-Type", "application/json", "X-CSRFToken", csrf, "Cookie", "keycard_csrf=" + csrf),
                SIGN_IN);
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        String bound = Browser.cookie(signedIn, "keycard_csrf");
        String cookies = "keycard=" + Browser.cookie(signedIn, "keycard") + "; keycard_csrf=" + bound;

        assertThat(browser.send("GET", "/notes/", Map.of("Cookie", cookies), "").statusCode())
                .isEqualTo(200);
        assertThat(browser.send("POST", "/notes/", Map.of("Cookie", cookies), "")
                        .body())
                .contains("csrf_failed");
        assertThat(browser.send("POST", "/notes/", Map.of("Cookie", cookies, "X-CSRFToken", bound), "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void requestsAreCounted() throws Exception {
        Rate two = new Rate(2, Duration.ofHours(1));
        restart(Application.start(kind, Application.counting(two)));
        String bearer = application.bearer("ada");
        assertThat(browser.get("/notes/", bearer).headers().map()).containsKey("ratelimit");
        browser.get("/notes/", bearer);
        HttpResponse<String> refused = browser.get("/notes/", bearer);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }

    /** However the path is written, the servlet that runs is the one whose permission was checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/report/",
                "/report",
                "//report/",
                "/./report/",
                "/open/../report/",
                "/open/%2e%2e/report/",
                "/open/..;/report/",
                "/open;/../report/",
                "/report;x=y/",
                "/%72eport/",
                "/report%2f",
                "/report/%00",
                "/open/%2e%2e%2freport/",
                "/api/session/../../report/",
                "/.well-known/jwks.json/../../report/"
            })
    void spellingsOfAPath_leadAroundNoPermission(String path) throws Exception {
        String answer = browser.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                + application.bearer("ada") + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).doesNotEndWith("report").startsWith("HTTP/1.1 ");
        assertThat(answer.substring(9, 12)).isNotEqualTo("200").isNotEqualTo("500");
    }

    @Test
    void twoAuthorizationLines_areRefused() throws Exception {
        String bearer = application.bearer("ada");
        String answer = browser.raw("GET /notes/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer
                + "\r\nAuthorization: " + bearer + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    /** With the roles of its user, it could do more than its scopes. */
    @Test
    void credentialThatIsLimitedToScopes_hasNoRoles() throws Exception {
        application.user("ed", "editor");
        String limited = "Token " + application.apiToken("ed", "notes");
        assertThat(browser.get("/scoped/", limited).body()).isEqualTo("false");
        assertThat(browser.get("/notes/", application.bearer("ed")).body()).endsWith(" true");
    }

    /** The store is asked only where memory is not enough, although each request has a thread that may wait. */
    @Test
    void credentialThatMemoryKnows_isNotReadFromTheStore() throws Exception {
        Remembering scheme = new Remembering("Bearer known");
        application.close();
        try (Container container = scheme.serve(kind)) {
            Browser other = new Browser(container.port());
            assertThat(other.get("/notes/", "Bearer known").body()).isEqualTo("7");
            assertThat(scheme.reads()).isZero();
            assertThat(other.get("/notes/", "Bearer other").body()).isEqualTo("7");
            assertThat(scheme.reads()).isOne();
        }
        application = Application.start(kind);
    }

    /** The bytes arrive while the answer goes on, and the place of a client that is gone becomes free. */
    @Test
    void streamedAnswer_flowsUntilTheClientLeaves() throws Exception {
        restart(Application.start(kind, WebConfig.builder().maxStreams(1).build()));
        String token = "Token " + application.apiToken("ada", "changes");
        for (int client = 0; client < 3; client++) {
            try (Socket socket = follow(token)) {
                InputStream in = socket.getInputStream();
                application.revokeAll("ada");
                assertThat(Browser.readUntil(in, "logins_ended")).contains("event: ");
            }
        }
    }

    private Socket follow(String token) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Socket socket = browser.connect();
            socket.getOutputStream()
                    .write(
                            ("GET /api/changes/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: "
                                            + token + "\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            String head = Browser.readUntil(socket.getInputStream(), "\r\n\r\n");
            if (head.startsWith("HTTP/1.1 200") || attempt == 200) {
                return socket;
            }
            socket.close();
            // The place of the client before is free when the container has noticed that it is gone.
            application.revokeAll("ada");
            Thread.sleep(50);
        }
    }

    /** Some containers fail to start then, others start without the application. */
    @Test
    void permissionOfAnUnknownServlet_keepsTheApplicationFromStarting() throws Exception {
        application.close();
        try {
            application = Application.misspelt(kind);
        } catch (Exception refused) {
            assertThat(refused).hasStackTraceContaining("no such servlet");
            return;
        }
        HttpResponse<String> answer = new Browser(application.port()).get("/open/", "");
        assertThat(answer.statusCode()).isIn(404, 503);
    }
}
