package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keycard.audit.AuditContext;
import dev.keycard.http.Json;
import dev.keycard.key.SealingKeyFile;
import dev.keycard.node.DataException;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import dev.keycard.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over one PostgreSQL database. Their polls are slow, so what B learns soon it learns by a signal. */
class PostgresNodesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final String url = PostgresServer.shared().emptyDatabase();
    private Path folder;
    private TestServer a;
    private TestServer b;
    private String password;

    @BeforeEach
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        a = node("a", Map.of());
        String key = Files.readString(folder.resolve("a").resolve(SealingKeyFile.NAME))
                .strip();
        b = node("b", Map.of("sealing-key", key));
        password = a.adminPassword();
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        PostgresServer.shared().drop(url);
    }

    private TestServer node(String name, Map<String, String> more) throws IOException {
        Path data = Files.createDirectories(folder.resolve(name));
        Map<String, String> settings = new HashMap<>(Map.of(
                "store.url", url, "store.connections", "4", "change.poll", "60s", "change.max-staleness", "10m"));
        settings.putAll(more);
        return TestServer.start(data, settings);
    }

    @Test
    void whatOneIssues_theOtherAccepts_andWhatOneRevokes_theOtherRefuses() throws InterruptedException {
        TestClient.Answer pair = a.client().signIn("admin", password);
        String bearer = "Bearer " + pair.text("access");
        assertThat(profile(b, bearer)).isEqualTo(200);
        assertThat(profile(b, bearer)).as("from memory").isEqualTo(200);

        assertThat(blacklist(a, pair.text("refresh"))).isEqualTo(200);
        assertThat(profile(a, bearer)).isEqualTo(401);
        assertThat(refresh(b, pair.text("refresh"))).as("the store decides").isEqualTo(401);
        assertThat(awaitRefusal(b, bearer)).isTrue();
    }

    @Test
    void sessionsAndApiTokens_areKnownAndRevokedEverywhere() throws InterruptedException {
        String token = "Token "
                + a.client()
                        .post(
                                "/api/token-auth/",
                                Json.object().put("username", "admin").put("password", password))
                        .text("token");
        assertThat(profile(b, token)).isEqualTo(200);
        String bearer = "Bearer " + b.client().signIn("admin", password).text("access");

        String id = b.client()
                .get("/api/tokens/", "Authorization", bearer)
                .json()
                .at("/results/0/id")
                .asString();

        assertThat(b.client()
                        .delete("/api/tokens/" + id + "/", "Authorization", bearer)
                        .status())
                .isEqualTo(204);
        assertThat(awaitRefusal(a, token)).isTrue();
    }

    @Test
    void newPassword_countsEverywhereAtOnce() {
        String bearer = "Bearer " + b.client().signIn("admin", password).text("access");
        String refresh = a.client().signIn("admin", password).text("refresh");
        String chosen = "correct horse battery";
        assertThat(b.client()
                        .post(
                                "/api/password/change/",
                                Json.object().put("old_password", password).put("new_password", chosen),
                                "Authorization",
                                bearer)
                        .status())
                .isEqualTo(204);
        assertThat(a.client().signIn("admin", password).status()).isEqualTo(401);
        assertThat(a.client().signIn("admin", chosen).status()).isEqualTo(200);
        assertThat(refresh(a, refresh)).isEqualTo(401);
    }

    @Test
    void keyThatOneRotates_signsForTheOther() throws InterruptedException {
        String kid = a.engine()
                .keys()
                .rotate(Duration.ZERO, AuditContext.at(Instant.now()))
                .kid();
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!signer(b).equals(kid) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(signer(b)).isEqualTo(kid);
    }

    private static String signer(TestServer node) {
        return node.engine().keys().current().signer(Instant.now()).kid();
    }

    @Test
    void refuses_nodeWithAnotherSealingKey() {
        assertThatThrownBy(() -> node("c", Map.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sealing.key is missing")
                .hasMessageContaining("set sealing-key to the key of its other nodes");
        // Also without stored signing keys: refresh tokens depend on the sealing key.
        Map<String, String> shared = Map.of(
                "sealing-key", "A".repeat(43),
                "jwt.algorithm", "HS256",
                "jwt.signing-key", "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA");
        assertThatThrownBy(() -> node("d", shared))
                .hasMessage("The database belongs to another sealing key than that of this process:"
                        + " give every node of the database the same sealing key file, or the same sealing-key.");
    }

    @Test
    void readyzAndHealthz_answer() {
        for (TestServer node : new TestServer[] {a, b}) {
            assertThat(node.client().get("/readyz").status()).isEqualTo(200);
            assertThat(node.client().get("/healthz").status()).isEqualTo(200);
        }
    }

    private static int profile(TestServer node, String authorization) {
        return node.client()
                .get("/api/profile/", "Authorization", authorization)
                .status();
    }

    private static int blacklist(TestServer node, String refresh) {
        return node.client()
                .post("/api/token/blacklist/", Json.object().put("refresh", refresh))
                .status();
    }

    private static int refresh(TestServer node, String refresh) {
        return node.client()
                .post("/api/token/refresh/", Json.object().put("refresh", refresh))
                .status();
    }

    private static boolean awaitRefusal(TestServer node, String authorization) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            if (profile(node, authorization) == 401) {
                return true;
            }
            Thread.sleep(5);
        }
        return false;
    }
}
