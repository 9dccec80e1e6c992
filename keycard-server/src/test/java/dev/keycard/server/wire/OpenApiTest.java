package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.ErrorCode;
import dev.keycard.server.testing.ServersOwn;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /openapi.json}: OpenAPI 3.1 that a program can read, with every route and every error in it. */
class OpenApiTest {

    /** What no route answers with by itself, but the adapter before any route is found. */
    private static final Set<String> OF_NO_ROUTE = Set.of();

    /** A route that an application adds may be without a description; then it has this schema. */
    private static final String OF_ROUTES_THAT_NOBODY_DESCRIBED = "#/components/schemas/Anything";

    @TempDir
    private Path folder;

    @Test
    void isOpenApi31_toAParserOfAnotherMaker() {
        try (TestServer server = TestServer.start(folder, everything())) {
            TestClient.Answer answer = server.client().get("/openapi.json");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
            SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(answer.body(), null, new ParseOptions());
            assertThat(parsed.getMessages()).isEmpty();
            assertThat(parsed.isOpenapi31()).isTrue();
            assertThat(parsed.getOpenAPI().getPaths()).containsKeys("/api/token/", "/api/logins/{id}/");
            PathItem profile = parsed.getOpenAPI().getPaths().getOrDefault("/api/profile/", new PathItem());
            assertThat(profile.getPatch().getSecurity()).hasSize(4);
        }
    }

    @Test
    void everyRouteIsDescribed() {
        try (TestServer server = TestServer.start(folder, everything())) {
            assertThat(server.api().openApi().undescribed())
                    .as("routes without a description")
                    .isEmpty();
        }
    }

    @Test
    @ServersOwn("The document has the schema of /metrics, which an application on Spring has not.")
    void everySchemaAndParameterIsUsed() {
        try (TestServer server = TestServer.start(folder, everything())) {
            JsonNode document = document(server);
            Set<String> used = new TreeSet<>(document.findValuesAsString("$ref"));
            used.add(OF_ROUTES_THAT_NOBODY_DESCRIBED);
            for (String kind : List.of("schemas", "parameters")) {
                for (String name : document.at("/components/" + kind).propertyNames()) {
                    assertThat(used).contains("#/components/" + kind + '/' + name);
                }
            }
        }
    }

    @Test
    void everyErrorIsTheAnswerOfSomeRoute() {
        try (TestServer server = TestServer.start(folder, everything())) {
            JsonNode document = document(server);
            Set<String> codes = new TreeSet<>();
            document.get("paths")
                    .forEach(path -> path.forEach(operation ->
                            operation.get("responses").forEach(response -> codes.addAll(codesOf(response, document)))));
            List<String> all = new ArrayList<>();
            for (ErrorCode code : ErrorCode.values()) {
                all.add(code.wire());
            }
            all.removeAll(OF_NO_ROUTE);
            assertThat(codes).containsAll(all);
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        try (TestServer server = TestServer.start(folder, everything())) {
            JsonNode document = document(server);
            document.findValues("$ref")
                    .forEach(ref -> assertThat(
                                    document.at(ref.asString().substring(1)).isMissingNode())
                            .as(ref.asString())
                            .isFalse());
        }
    }

    @Test
    void namesEnabledSchemesOnly_andMovedPaths() {
        Map<String, String> settings = Map.of(
                "authentication.schemes", "session",
                "paths.session-login", "/auth/in/",
                "server.public-url", "https://a.b");
        try (TestServer server = TestServer.start(folder, settings)) {
            JsonNode document = document(server);
            assertThat(document.at("/components/securitySchemes").propertyNames())
                    .containsExactlyInAnyOrder("session", "csrf");
            assertThat(document.at("/components/securitySchemes/session/name").asString())
                    .isEqualTo("__Host-keycard");
            assertThat(document.get("paths").propertyNames())
                    .contains("/auth/in/", "/api/session/")
                    .doesNotContain("/api/session/login/", "/api/token/", "/api/tokens/", "/api/token-auth/");
            assertThat(document.at("/paths/~1api~1profile~1/get/responses").propertyNames())
                    .as("without a challenge there is no 401")
                    .contains("403")
                    .doesNotContain("401");
        }
    }

    private static Map<String, String> everything() {
        return Map.of(
                "authentication.schemes",
                "jwt, token, session, basic",
                "jwt.cookies",
                "refresh",
                "server.public-url",
                "https://api.example.org",
                "mail.outbox",
                "file",
                "mail.from",
                "keycard@example.org",
                "registration.enabled",
                "true");
    }

    private static JsonNode document(TestServer server) {
        return JsonMapper.builder()
                .build()
                .readTree(server.client().get("/openapi.json").body());
    }

    private static List<String> codesOf(JsonNode response, JsonNode document) {
        JsonNode whole = response.has("$ref")
                ? document.at(response.get("$ref").asString().substring(1))
                : response;
        List<String> codes = new ArrayList<>();
        whole.findValues("enum").forEach(names -> names.forEach(name -> codes.add(name.asString())));
        return codes;
    }
}
