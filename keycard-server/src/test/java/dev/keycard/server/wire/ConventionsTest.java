package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.server.testing.ServersOwn;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, methods, headers and the form of refusals. */
class ConventionsTest {

    private static final String ID = "00000000-0000-7000-8000-000000000000";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/token, 400",
        "POST, /api/token/refresh, 400",
        "POST, /api/token/verify, 400",
        "POST, /api/token/blacklist, 400",
        "POST, /api/token-auth, 400",
        "POST, /api/session/login, 403",
        "POST, /api/session/logout, 403",
        "GET, /api/session, 200",
        "GET, /api/profile, 401",
        "PATCH, /api/profile, 401",
        "GET, /api/logins, 401",
        "DELETE, /api/logins/" + ID + ", 401",
        "POST, /api/logout-all, 401",
        "GET, /api/tokens, 401",
        "POST, /api/tokens, 401",
        "DELETE, /api/tokens/" + ID + ", 401",
        "POST, /api/password/change, 401",
        "GET, /.well-known/jwks.json, 200",
        "GET, /healthz, 200",
        "GET, /readyz, 200",
        "GET, /api/admin/users, 401"
    })
    void everyPath_worksWithAndWithoutTrailingSlash(String method, String path, int status) {
        Reply without = SERVER.client().request(method, path).send().expect(status);
        Reply with = SERVER.client().request(method, path + "/").send().expect(status);
        assertThat(with.body()).isEqualTo(without.body());
    }

    @Test
    void everyPath_canBeChanged() {
        try (RunningServer server = RunningServer.start(Config.path("token", "/auth/jwt/create/"))) {
            server.client().post("/auth/jwt/create/").json().send().expect(400);
            server.client().post("/auth/jwt/create").json().send().expect(400);
            server.client().post("/api/token/").json().send().expect(404, "not_found");
            server.client().post("/api/token/refresh/").json().send().expect(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nowhere", "/api", "/API/profile/", "/api/%70rofile/", "/api/logins/a/b/"})
    void anotherSpellingOfAPath_is404(String path) {
        SERVER.client().get(path).send().expect(404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api//profile/",
                "/api/profile//",
                "/api/profile/..",
                "/api/./profile/",
                "/api/profile%2f",
                "/api/profile/;x",
                "/api/logins/%00/"
            })
    @ServersOwn("Tomcat and the firewall of Spring Security refuse these with 400.")
    void spellingThatNoPathHas_is404(String path) {
        SERVER.client().get(path).send().expect(404, "not_found");
    }

    @Test
    void query_doesNotChangeThePath() {
        SERVER.client().get("/healthz?x=/api/profile/").send().expect(200);
        SERVER.client().get("/healthz/?").send().expect(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/token/ | OPTIONS, POST",
                "DELETE | /api/token/refresh/ | OPTIONS, POST",
                "PUT | /api/session/ | GET, HEAD, OPTIONS",
                "POST | /healthz | GET, HEAD, OPTIONS",
                "POST | /.well-known/jwks.json | GET, HEAD, OPTIONS"
            })
    void wrongMethod_is405_withAllow(String method, String path, String allow) {
        Outgoing request = Browser.visiting(SERVER).proven(method, path);
        Reply reply = request.send().expect(405, "method_not_allowed");
        assertThat(reply.header("Allow")).isEqualTo(allow);
    }

    @Test
    void protectedPath_is401_before405() {
        SERVER.client().request("PUT", "/api/profile/").send().expect(401, "not_authenticated");
        SERVER.client().request("PUT", "/api/profile/").bearer("abc").send().expect(401, "token_not_valid");
        SERVER.client().request("PUT", "/api/admin/users/").send().expect(401, "not_authenticated");
        Reply reply = SERVER.client()
                .request("PUT", "/api/profile/")
                .bearer(SERVER.signIn("ada").access())
                .send()
                .expect(405, "method_not_allowed");
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PATCH");
    }

    @Test
    void inventedMethod_is405() {
        SERVER.client().raw("BREW /api/token/ HTTP/1.1").expect(405, "method_not_allowed");
        SERVER.client().raw("get /api/token/ HTTP/1.1").expect(405, "method_not_allowed");
    }

    @Test
    void options_tellsTheMethods_withoutCredentials() {
        Reply reply = SERVER.client().request("OPTIONS", "/api/profile/").send().expect(204);
        assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PATCH");
        assertThat(reply.body()).isEmpty();
        SERVER.client().request("OPTIONS", "/api/profile/").bearer("abc").send().expect(204);
        SERVER.client().request("OPTIONS", "/nowhere").send().expect(404, "not_found");
    }

    @Test
    void head_isGetWithoutBody() {
        String token = SERVER.signIn("ada").access();
        Reply get = SERVER.client().get("/api/profile/").bearer(token).send().expect(200);
        Reply head = SERVER.client()
                .request("HEAD", "/api/profile/")
                .bearer(token)
                .send()
                .expect(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(head.header("Content-Type")).isEqualTo("application/json");
        SERVER.client().request("HEAD", "/api/profile/").send().expect(401);
    }

    @Test
    void refusal_isDetailAndCode() {
        Reply reply = SERVER.client().get("/api/profile/").send().expect(401, "not_authenticated");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("detail", "code");
    }

    @Test
    void refusal_isAProblem_whenThatIsAccepted() {
        Reply reply = SERVER.client()
                .get("/api/profile/")
                .header("Accept", "application/problem+json")
                .send()
                .expect(401, "not_authenticated");
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail", "code");
        assertThat(reply.json().get("status").intValue()).isEqualTo(401);
        assertThat(reply.headerLines("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void validation_isAProblemWithErrors_whenThatIsAccepted() {
        Reply reply = SERVER.client()
                .post("/api/token/")
                .header("Accept", "application/json, application/problem+json")
                .json()
                .send()
                .expect(400, "invalid");
        assertThat(reply.json().get("errors").propertyNames()).containsExactlyInAnyOrder("username", "password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xml", "application/json;q=0", "image/*", "application/jsonx", "x"})
    void unacceptableAccept_is406_andNothingIsDone(String accept) {
        Pair pair = SERVER.signIn("ada");
        SERVER.client()
                .post("/api/logout-all/")
                .bearer(pair.access())
                .header("Accept", accept)
                .send()
                .expect(406, "not_acceptable");
        SERVER.client().get("/api/profile/").bearer(pair.access()).send().expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json; charset=utf-8",
                "text/html, application/json;q=0.1",
                "APPLICATION/JSON",
                "text/html,*/*;q=0.8"
            })
    void acceptableAccept_isServed(String accept) {
        SERVER.client().get("/healthz").header("Accept", accept).send().expect(200);
    }

    @Test
    void everyAnswer_hasItsProtection() {
        String token = SERVER.signIn("ada").access();
        WireClient client = SERVER.client();
        List<Reply> replies = List.of(
                client.get("/healthz").send().expect(200),
                client.get("/.well-known/jwks.json").send().expect(200),
                client.get("/api/profile/").bearer(token).send().expect(200),
                client.request("OPTIONS", "/api/profile/").send().expect(204),
                client.post("/api/token/").json().send().expect(400),
                client.get("/api/profile/").send().expect(401),
                client.post("/api/session/logout/").send().expect(403),
                client.get("/nowhere").send().expect(404),
                client.get("/api/token/").send().expect(405),
                client.get("/healthz").header("Accept", "text/html").send().expect(406),
                client.raw("POST /api/token/ HTTP/1.1", "Content-Length: 65537").expect(413),
                client.post("/api/token/")
                        .body("text/plain", new byte[] {'x'})
                        .send()
                        .expect(415));
        assertProtected(replies);
    }

    @Test
    @ServersOwn("The container limits heads of requests, and answers those that are too long.")
    void answersToHeadsThatAreTooLong_haveTheirProtection() {
        WireClient client = SERVER.client();
        assertProtected(List.of(
                client.raw("GET /" + "x".repeat(5000) + " HTTP/1.1").expect(414),
                client.raw("GET /healthz HTTP/1.1", "X-Long: " + "x".repeat(20_000))
                        .expect(431)));
    }

    private static void assertProtected(List<Reply> replies) {
        assertThat(replies).allSatisfy(reply -> {
            assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(reply.header("X-Request-Id")).isNotBlank();
            assertThat(reply.headerLines("Server")).isEmpty();
        });
        assertThat(replies)
                .filteredOn(reply -> reply.header("Cache-Control").isEmpty())
                .isEmpty();
        assertThat(replies)
                .filteredOn(reply -> !reply.header("Cache-Control").startsWith("public"))
                .allSatisfy(reply -> {
                    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
                    assertThat(reply.headerLines("Vary"))
                            .containsExactlyElementsOf(
                                    reply.status() < 400
                                            ? List.of("Authorization, Cookie")
                                            : List.of("Authorization, Cookie", "Accept-Language"));
                });
    }

    @Test
    void requestId_isTheClientsIfHarmless_elseNew() {
        Reply own = SERVER.client()
                .get("/healthz")
                .header("X-Request-Id", "trace-1.a_B")
                .send();
        assertThat(own.header("X-Request-Id")).isEqualTo("trace-1.a_B");
        for (String hostile : new String[] {"a b", "<script>", "x".repeat(65), "a\tb", "\"}"}) {
            Reply reply = SERVER.client()
                    .get("/healthz")
                    .header("X-Request-Id", hostile)
                    .send();
            assertThat(reply.header("X-Request-Id")).matches("[0-9a-f]{16}");
        }
    }
}
