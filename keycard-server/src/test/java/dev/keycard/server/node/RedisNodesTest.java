package dev.keycard.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.keycard.http.Json;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import dev.keycard.settings.ConfigurationException;
import dev.keycard.testkit.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis count together, and one that has lost it answers alone. */
class RedisNodesTest {

    private static final String SEALING_KEY = "A".repeat(43);
    private static final Duration SOON = Duration.ofSeconds(3);

    private final RedisServer redis = RedisServer.startWithPassword("s3cret");

    @TempDir
    private Path folder;

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void guessesAtOneNode_countAtTheOther() {
        try (TestServer one = start("one", Map.of());
                TestServer two = start("two", Map.of())) {
            RedisServer.await(() -> answers(one) && answers(two));
            for (int i = 0; i < 3; i++) {
                assertThat(one.client().signIn("ada", "wrong" + i).status()).isEqualTo(401);
            }

            assertThat(two.client().signIn("ada", "wrong").status()).isEqualTo(429);
            assertThat(two.client().signIn("bob", "wrong").status()).isEqualTo(401);
        }
    }

    @Test
    void hangingRedis_stopsNoSignIn_noRequest_andNoReadiness() {
        try (TestServer server = start("one", Map.of("throttle.user", "1000/min", "throttle.anon", "1000/min"))) {
            RedisServer.await(() -> answers(server));
            TestClient client = server.client();
            String access = client.signIn("admin", server.adminPassword()).text("access");
            for (int i = 0; i < 3; i++) {
                client.signIn("ada", "wrong" + i);
            }
            assertThat(client.signIn("ada", "wrong").status()).isEqualTo(429);
            redis.suspend();

            assertThat(timed(() -> assertThat(client.get("/api/profile/", "Authorization", "Bearer " + access)
                                    .status())
                            .isEqualTo(200)))
                    .isLessThan(SOON);
            assertThat(client.get("/readyz").status()).isEqualTo(200);
            assertThat(timed(() -> assertThat(client.signIn("admin", server.adminPassword())
                                    .status())
                            .isEqualTo(200)))
                    .isLessThan(SOON);
            for (int i = 0; i < 3; i++) {
                assertThat(client.signIn("ada", "wrong" + i).status())
                        .as("alone")
                        .isEqualTo(401);
            }
            assertThat(client.signIn("ada", "wrong").status())
                    .as("still limited")
                    .isEqualTo(429);
            assertThat(metrics(server)).contains("keycard_redis_available 0");

            redis.resume();
            RedisServer.await(() -> answers(server));
            assertThat(client.signIn("ada", "wrong").status()).isEqualTo(429);
        }
    }

    @Test
    void requestsThatAreCountedInRedis_areAnsweredByWorkers_andOthersFromMemory() {
        try (TestServer server = start("one", Map.of("throttle.scope.session", "1000/min"))) {
            RedisServer.await(() -> answers(server));
            String bearer = "Bearer "
                    + server.client().signIn("admin", server.adminPassword()).text("access");
            server.client().get("/api/profile/", "Authorization", bearer);
            double workersBefore = answered(server, "worker");
            for (int i = 0; i < 5; i++) {
                server.client().get("/api/profile/", "Authorization", bearer);
            }
            assertThat(answered(server, "worker") - workersBefore)
                    .as("the metrics alone")
                    .isEqualTo(1);

            for (int i = 0; i < 5; i++) {
                server.client().get("/api/session/", "Authorization", bearer);
            }
            assertThat(answered(server, "worker") - workersBefore).isGreaterThanOrEqualTo(7);
        }
    }

    @Test
    void nodesWakeEachOther_throughRedis() {
        try (TestServer server = start("one", Map.of("change.push", "redis"))) {
            RedisServer.await(() -> answers(server));
            assertThat(redis.command("PUBSUB", "CHANNELS")).contains("keycard:changes");
            TestClient client = server.client();
            String refresh = client.signIn("admin", server.adminPassword()).text("refresh");
            client.post("/api/token/blacklist/", Json.object().put("refresh", refresh));

            RedisServer.await(() -> redis.command("INFO", "commandstats").contains("cmdstat_publish"));
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TestServer.start(folder.resolve("two"), Map.of("change.push", "redis")))
                .withMessage("change.push is redis, so redis.url must be set.");
    }

    private TestServer start(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "redis.url", redis.url(),
                "redis.password", "s3cret",
                "sealing-key", SEALING_KEY,
                "throttle.sign-in", "3/h",
                "metrics.permission", "AllowAny"));
        all.putAll(settings);
        return TestServer.start(folder.resolve(name), all);
    }

    private static boolean answers(TestServer server) {
        return metrics(server).contains("keycard_redis_available 1");
    }

    private static double answered(TestServer server, String from) {
        return metrics(server)
                .lines()
                .filter(line -> line.startsWith("keycard_answers_total{from=\"" + from + "\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String metrics(TestServer server) {
        return server.client().get("/metrics").body();
    }

    private static Duration timed(Runnable act) {
        long began = System.nanoTime();
        act.run();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
