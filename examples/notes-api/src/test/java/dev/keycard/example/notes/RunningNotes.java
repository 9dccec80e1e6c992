package dev.keycard.example.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.Keycard;
import dev.keycard.staff.UserResult;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The application on a real Tomcat, with its files in a new folder; one for all test classes. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "server.address=127.0.0.1")
abstract class RunningNotes {

    static final String PASSWORD = "quiet-Lantern-over-7-rivers";

    private static final Path FOLDER = newFolder();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private Keycard keycard;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @DynamicPropertySource
    static void files(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> "jdbc:sqlite:" + FOLDER.resolve("notes.db") + "?foreign_keys=on");
        properties.add("keycard.data", FOLDER::toString);
        properties.add("notes.first-password", () -> PASSWORD);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "notes");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What the application answered. */
    record Answer(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(body);
        }

        String code() {
            return json().path("code").asString("");
        }
    }

    Keycard keycard() {
        return keycard;
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    User user(String name, String tier) {
        NewUser user = NewUser.named(Username.of(name)).with(profile -> profile.withRoles(tier, Set.of()));
        return ((UserResult.Done) keycard.users().create(user, PASSWORD)).user();
    }

    String exportToken() throws IOException {
        return Files.readString(FOLDER.resolve("export.token"));
    }

    /** Signs in, and returns the header for further requests. */
    String signIn(String name) {
        Answer pair =
                send("POST", "/api/token/", "", "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}");
        assertThat(pair.status()).as(pair.body()).isEqualTo(200);
        return "Bearer " + pair.json().path("access").asString();
    }

    Answer get(String path, String authorization) {
        return send("GET", path, authorization, "");
    }

    /** @param authorization empty for none */
    Answer send(String method, String path, String authorization, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body(), answer);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
