package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.server.config.ServerConfiguration;
import dev.keycard.server.memory.MemoryBudget;
import dev.keycard.server.memory.MemoryDemand;
import dev.keycard.server.testing.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hashing in a process whose heap has a bound, and which ends when the heap is full. */
@Timeout(180)
@Tag("long")
class MemoryProcessTest {

    private static final String DJANGO_ARGON2 = "argon2$argon2id$v=19$m=102400,t=2,p=8"
            + "$c29tZXNhbHRzb21lc2FsdA$nAxJDE+6muBVnEq+Vap8A+vVP4K2jQuCRp982xFMT4c";
    private static final String DJANGO_PASSWORD = "correct horse battery staple";
    private static final long MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private @Nullable Process process;
    private int port;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void moreHashingThreadsThanTheHeapHasRoomFor_areRefused_beforeAnythingIsMade() throws Exception {
        Process refused = launch(144, Map.of("password.hash-threads", "8"));

        assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refused.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("err.txt")))
                .startsWith("keycard: password.hash-threads is 8, which takes 160 MiB, and the heap of ")
                .contains("lower it to ", "-Xmx")
                .hasLineCount(1);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void manyHashingThreads_inTheHeapThatTheLauncherGives_surviveASignInOnEach() throws Exception {
        Map<String, String> settings = Map.of("password.hash-threads", "8");
        start(needed(settings), settings);

        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            all.add(signIn("nobody" + i, "guess"));
        }

        for (CompletableFuture<HttpResponse<String>> one : all) {
            assertThat(one.get().statusCode()).isIn(401, 503);
        }
        assertAlive();
    }

    @Test
    void importedHashOf100MiB_isRefused_inTheSmallestHeap() throws Exception {
        start(MemoryBudget.SMALLEST_HEAP / MIB, Map.of());
        importAsAdmin();

        for (int i = 0; i < 3; i++) {
            assertThat(signIn("admin", DJANGO_PASSWORD).get().statusCode()).isEqualTo(401);
        }
        assertAlive();
        assertThat(Files.readString(folder.resolve("err.txt")))
                .containsOnlyOnce("a password hash that is refused")
                .contains("Argon2 of 102400 KiB")
                .doesNotContain("nAxJDE");
    }

    @Test
    void importedHashOf100MiB_isComputed_whereTheConfigurationAsksForIt() throws Exception {
        Map<String, String> settings = Map.of("password.imported-memory", "104MiB");
        start(needed(settings), settings);
        importAsAdmin();

        CompletableFuture<HttpResponse<String>> wrong = signIn("nobody", "guess");
        assertThat(signIn("admin", DJANGO_PASSWORD).get().statusCode()).isEqualTo(200);
        assertThat(wrong.get().statusCode()).isEqualTo(401);
        assertAlive();
    }

    private void assertAlive() throws Exception {
        assertThat(process == null || !process.isAlive()).isFalse();
        assertThat(get("/healthz")).isEqualTo(200);
    }

    private long needed(Map<String, String> settings) {
        var configuration = TestServer.configuration(folder, settings);
        return MemoryBudget.needed(MemoryDemand.of(ServerConfiguration.of(configuration))) / MIB;
    }

    private void importAsAdmin() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/keycard.db"));
                PreparedStatement update =
                        connection.prepareStatement("update users set password_hash = ? where username = 'admin'")) {
            update.setString(1, DJANGO_ARGON2);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private CompletableFuture<HttpResponse<String>> signIn(String name, String password) {
        String body = "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
        return client.sendAsync(
                HttpRequest.newBuilder(uri("/api/token/"))
                        .header("Content-Type", "application/json")
                        .timeout(PATIENCE)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private int get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).timeout(PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private void start(long heapMib, Map<String, String> settings) throws IOException {
        Process started = launch(heapMib, settings);
        process = started;
        var out = started.inputReader();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("listening on")) {
                port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
                return;
            }
        }
        throw new AssertionError("the server did not start: " + Files.readString(folder.resolve("err.txt")));
    }

    private Process launch(long heapMib, Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxDirectMemorySize=64m",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError"));
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.keycard.server.Main", "serve"));
        command.addAll(List.of("--port", "0", "--data", folder.resolve("data").toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        settings.forEach((name, value) -> builder.environment()
                .put(
                        "KEYCARD_"
                                + name.toUpperCase(Locale.ROOT)
                                        .replace('.', '_')
                                        .replace('-', '_'),
                        value));
        return builder.start();
    }
}
