package dev.keycard.example.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The steps of the README, on a real Tomcat. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StepsTest {

    private static final String PASSWORD = "quiet-Lantern-over-7-rivers";
    private static final Pattern BLOCK = Pattern.compile("```(?:java|yaml)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("keycard.data", () -> data.toString());
        registry.add("first-users.password", () -> PASSWORD);
        registry.add("management.endpoints.web.exposure.include", () -> "health,keycard");
    }

    @Test
    void everythingNeedsASignedInUser_unlessARuleSaysOtherwise() throws Exception {
        assertThat(get("/anything", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/profile/", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/about/", "").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health", "").statusCode()).isEqualTo(200);
    }

    @Test
    void apiToken_andAccessToken_leadToTheSameProfile() throws Exception {
        String profile = "{\"username\":\"ada\",\"email\":\"ada@example.org\"}";
        String token =
                "Token " + part("token", signIn("/api/token-auth/", "ada").body());
        assertThat(get("/api/profile/", token).body()).isEqualTo(profile);
        assertThat(get("/api/profile/", bearer("ada")).body()).isEqualTo(profile);
    }

    @Test
    void refreshToken_isInACookieThatScriptsCannotRead_andNeedsProof() throws Exception {
        HttpResponse<String> answer = signIn("/api/token/", "ada");
        assertThat(answer.body()).contains("access").doesNotContain("refresh");
        List<String> cookies = answer.headers().allValues("Set-Cookie");
        assertThat(cookies)
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("keycard_refresh=").contains("HttpOnly"));
        String sent =
                String.join("; ", cookies.stream().map(StepsTest::nameAndValue).toList());
        String csrf = cookies.stream()
                .map(StepsTest::nameAndValue)
                .filter(cookie -> cookie.startsWith("keycard_csrf="))
                .map(cookie -> cookie.substring("keycard_csrf=".length()))
                .findFirst()
                .orElseThrow();
        assertThat(send(request("/api/token/refresh/").header("Cookie", sent).POST(nothing()))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/api/token/refresh/")
                                .header("Cookie", sent)
                                .header("X-CSRFToken", csrf)
                                .POST(nothing()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void rules_admitWhomTheyName() throws Exception {
        assertThat(get("/api/report/", bearer("ada")).statusCode()).isEqualTo(403);
        assertThat(get("/api/report/", bearer("grace")).statusCode()).isEqualTo(200);
        assertThat(get("/api/maintenance/", bearer("grace")).statusCode()).isEqualTo(200);
        assertThat(get("/api/export/", bearer("ada")).statusCode()).isEqualTo(200);
        assertThat(get("/api/export/", bearer("bob")).statusCode()).isEqualTo(403);
        assertThat(get("/actuator/keycard", bearer("grace")).body()).contains("\"worst\"");
    }

    @Test
    void eachTierHasItsRate() throws Exception {
        assertThat(policy(bearer("bob"))).contains("q=100;");
        assertThat(policy(bearer("ada"))).contains("q=1000;");
    }

    @Test
    void endingEverything_endsAccessTokensAtOnce() throws Exception {
        String bearer = bearer("bob");
        assertThat(get("/api/profile/", bearer).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/logout-all/")
                                .header("Authorization", bearer)
                                .POST(nothing()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(get("/api/profile/", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    void codeOfTheReadme_standsInTheSources() throws IOException {
        String sources = "";
        try (Stream<Path> files = Files.walk(Path.of("src", "main"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sources += Files.readString(file);
            }
        }
        String all = sources;
        List<String> lines = BLOCK.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(block -> block.group(1))
                .filter(block -> !block.contains("issuer:"))
                .flatMap(String::lines)
                .toList();
        assertThat(lines)
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(all).contains(line));
    }

    private String policy(String bearer) throws Exception {
        return get("/api/profile/", bearer)
                .headers()
                .firstValue("RateLimit-Policy")
                .orElse("");
    }

    private String bearer(String name) throws Exception {
        return "Bearer " + part("access", signIn("/api/token/", name).body());
    }

    private HttpResponse<String> signIn(String path, String name) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + name + "&password=" + PASSWORD)));
    }

    private HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.BodyPublisher nothing() {
        return HttpRequest.BodyPublishers.noBody();
    }

    private static String nameAndValue(String cookie) {
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String part(String name, String json) {
        Matcher part = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(part.find()).as(json).isTrue();
        return part.group(1);
    }
}
