package dev.keycard.example.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.sql.SqliteDatabase;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.Username;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example over a socket. */
class NotesApiTest {

    private static final String PASSWORD = "seventeen paper lanterns";
    private static final String SIGN_IN = "{\"name\":\"alice\",\"password\":\"" + PASSWORD + "\"}";

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private SqliteDatabase database;
    private Keycard keycard;
    private NotesApi api;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        database = SqliteDatabase.open(folder.resolve("keycard.db"));
        keycard = Keycard.builder(database.stores())
                .sealingKey(SealingKeyFile.in(folder))
                .start();
        assertThat(keycard.users().create(NewUser.named(Username.of("alice")), PASSWORD))
                .isInstanceOf(UserResult.Done.class);
        api = new NotesApi(keycard, 0);
    }

    @AfterEach
    void stop() {
        api.close();
        keycard.close();
        database.close();
    }

    @Test
    void aUser_signsIn_keepsANote_andSignsOut() throws Exception {
        JsonNode pair = json.readTree(post("/sign-in", SIGN_IN, "").body());
        String access = pair.get("access").asString();

        assertThat(post("/notes/add", "{\"text\":\"milk\"}", access).statusCode())
                .isEqualTo(201);
        assertThat(get("/notes", access).body()).isEqualTo("{\"notes\":[\"milk\"]}");

        assertThat(post("/sign-out", "{}", access).statusCode()).isEqualTo(200);
        assertThat(get("/notes", access).statusCode()).isEqualTo(401);
        String refresh = "{\"refresh\":\"" + pair.get("refresh").asString() + "\"}";
        assertThat(post("/refresh", refresh, "").statusCode()).isEqualTo(401);
    }

    @Test
    void aRefreshToken_givesTheNextPair() throws Exception {
        JsonNode pair = json.readTree(post("/sign-in", SIGN_IN, "").body());
        String refresh = "{\"refresh\":\"" + pair.get("refresh").asString() + "\"}";

        JsonNode next = json.readTree(post("/refresh", refresh, "").body());

        assertThat(get("/notes", next.get("access").asString()).statusCode()).isEqualTo(200);
        assertThat(get("/notes", next.get("refresh").asString()).statusCode()).isEqualTo(401);
    }

    @Test
    void aWrongPassword_isRefused() throws Exception {
        assertThat(post("/sign-in", "{\"name\":\"alice\",\"password\":\"wrong\"}", "")
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"name\":\"alice\"}", "{\"name\":null,\"password\":null}"})
    void aBodyThatIsNone_isABadRequest(String body) throws Exception {
        assertThat(post("/sign-in", body, "").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> post(String path, String body, String access) throws Exception {
        return send(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(body)), path, access);
    }

    private HttpResponse<String> get(String path, String access) throws Exception {
        return send(HttpRequest.newBuilder(), path, access);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String path, String access) throws Exception {
        request.uri(URI.create("http://127.0.0.1:" + api.port() + path)).header("Authorization", "Bearer " + access);
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
