package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.http.Json;
import dev.keycard.server.testing.ServersOwn;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import dev.keycard.user.NewUser;
import dev.keycard.user.User;
import dev.keycard.user.Username;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /metrics}: who may read it, and what it tells after some requests. */
@ServersOwn("An application has the metrics of the actuator.")
class MetricsTest {

    @TempDir
    private Path folder;

    @Test
    void refuses_whoeverIsNeitherStaffNorHoldsTheScope() {
        try (TestServer server = TestServer.start(folder)) {
            assertThat(server.client().get("/metrics").status()).isEqualTo(401);
            String unlimited = token(server, Set.of());
            assertThat(asked(server, unlimited).status()).as("of staff").isEqualTo(200);
            String access = member(server);
            TestClient.Answer refused = server.client().get("/metrics", "Authorization", "Bearer " + access);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("code")).isEqualTo("permission_denied");
        }
    }

    @Test
    void admitsOnlyTokensThatNameTheScope_whenSetSo() {
        try (TestServer server = TestServer.start(folder, Map.of("metrics.permission", "HoldsScope(metrics)"))) {
            assertThat(asked(server, token(server, Set.of("metrics"))).status()).isEqualTo(200);
            assertThat(asked(server, token(server, Set.of("read"))).status()).isEqualTo(403);
            assertThat(asked(server, token(server, Set.of())).status()).isEqualTo(403);
        }
    }

    @Test
    void countsRequestsByRouteAndOutcome_neverByPath() {
        try (TestServer server = open()) {
            TestClient client = server.client();
            for (int i = 0; i < 3; i++) {
                client.get("/no/such/path/" + i);
            }
            client.get("/api/profile/");
            String access = client.signIn("admin", server.adminPassword()).text("access");
            client.get("/api/profile/", "Authorization", "Bearer " + access);
            client.get("/api/profile/", "Authorization", "Bearer " + access);
            String metrics = client.get("/metrics").body();
            assertThat(value(metrics, "keycard_requests_total{method=\"any\",outcome=\"4xx\",route=\"none\"}"))
                    .isEqualTo(3);
            assertThat(value(metrics, "keycard_requests_total{method=\"GET\",outcome=\"2xx\",route=\"profile\"}"))
                    .isEqualTo(2);
            assertThat(value(metrics, "keycard_requests_total{method=\"GET\",outcome=\"4xx\",route=\"profile\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "keycard_refusals_total{code=\"not_authenticated\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "keycard_answers_total{from=\"memory\"}")).isGreaterThanOrEqualTo(4);
            assertThat(metrics).doesNotContain("such");
        }
    }

    @Test
    void counts_whyCredentialsWereRefused() {
        try (TestServer server = open()) {
            TestClient client = server.client();
            TestClient.Answer pair = client.signIn("admin", server.adminPassword());
            client.get("/api/profile/", "Authorization", "Bearer " + pair.text("refresh"));
            client.get("/api/profile/", "Authorization", "Bearer x");
            client.get("/api/profile/", "Authorization", "Digest x");
            client.get("/api/profile/", "Authorization", "Token kc_x");
            client.post("/api/token/refresh/", Json.object().put("refresh", pair.text("access")));
            String metrics = client.get("/metrics").body();

            assertThat(refusals(metrics, "jwt", "unsupported")).isEqualTo(1);
            assertThat(refusals(metrics, "jwt", "malformed")).isEqualTo(1);
            assertThat(refusals(metrics, "none", "unknown_scheme")).isEqualTo(1);
            assertThat(refusals(metrics, "token", "malformed")).isEqualTo(1);
            assertThat(refusals(metrics, "refresh", "unknown_key")).isEqualTo(1);
        }
    }

    private static double refusals(String metrics, String scheme, String reason) {
        return value(
                metrics, "keycard_authentication_refusals_total{reason=\"" + reason + "\",scheme=\"" + scheme + "\"}");
    }

    @Test
    void tellsOfEveryPart() {
        try (TestServer server = open()) {
            String access =
                    server.client().signIn("admin", server.adminPassword()).text("access");
            server.client().get("/api/profile/", "Authorization", "Bearer " + access);
            server.client().get("/api/profile/", "Authorization", "Bearer " + access);
            String metrics = server.client().get("/metrics").body();
            assertThat(value(metrics, "keycard_gate_seconds_count{from=\"memory\"}"))
                    .isPositive();
            assertThat(value(metrics, "keycard_hash_completed_total")).isPositive();
            assertThat(value(metrics, "keycard_hash_busy_seconds_total")).isPositive();
            assertThat(value(metrics, "keycard_writer_changes_total")).isPositive();
            assertThat(value(metrics, "keycard_writer_commit_seconds_count")).isPositive();
            assertThat(value(metrics, "keycard_feed_fresh")).isEqualTo(1);
            assertThat(value(metrics, "keycard_cache_lookups_total{cache=\"credentials-jwt\",result=\"hit\"}"))
                    .isPositive();
            assertThat(value(metrics, "keycard_events_total{kind=\"signed_in\"}"))
                    .isEqualTo(1);
            assertThat(value(metrics, "keycard_connections")).isPositive();
            assertThat(metrics)
                    .contains(
                            "keycard_feed_age_seconds",
                            "keycard_known_changes",
                            "keycard_hash_active",
                            "keycard_hash_queued",
                            "keycard_hash_refused_total",
                            "keycard_writer_waiting",
                            "keycard_workers_queued",
                            "jvm_memory_used_bytes",
                            "jvm_gc_",
                            "jvm_threads_live_threads",
                            "process_uptime_seconds");
        }
    }

    @Test
    void speaksTheFormThatTheCollectorAsksFor() {
        try (TestServer server = open()) {
            TestClient.Answer text = server.client().get("/metrics", "Accept", "text/plain");
            assertThat(text.status()).isEqualTo(200);
            assertThat(text.header("Content-Type")).startsWith("text/plain; version=0.0.4");
            assertThat(text.header("Cache-Control")).isEqualTo("no-store");
            TestClient.Answer open =
                    server.client().get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0, */*;q=0.1");
            assertThat(open.header("Content-Type")).startsWith("application/openmetrics-text");
            assertThat(open.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void isNotThere_whenTurnedOff() {
        try (TestServer server = TestServer.start(folder, Map.of("metrics.enabled", "false"))) {
            assertThat(server.client().get("/metrics").status()).isEqualTo(404);
            assertThat(server.client().get("/openapi.json").body()).doesNotContain("/metrics");
        }
    }

    private TestServer open() {
        return TestServer.start(folder, Map.of("metrics.permission", "AllowAny"));
    }

    private static TestClient.Answer asked(TestServer server, String token) {
        return server.client().get("/metrics", "Authorization", "Token " + token);
    }

    private static String token(TestServer server, Set<String> scopes) {
        User admin = server.engine()
                .stores()
                .users()
                .findByName(Username.parse("admin").orElseThrow())
                .orElseThrow();
        return server.engine()
                .apiTokens()
                .create(admin, "collector", scopes, Duration.ofDays(1), AuditContext.at(Instant.now()))
                .orElseThrow()
                .secret()
                .reveal();
    }

    /** The access token of someone who is not staff. */
    private static String member(TestServer server) {
        String password = "correct horse battery";
        String hash = server.engine().passwords().hash(password);
        server.engine()
                .stores()
                .users()
                .create(NewUser.named(Username.parse("ann").orElseThrow(), hash), AuditContext.at(Instant.now()));
        return server.client().signIn("ann", password).text("access");
    }

    private static double value(String metrics, String series) {
        var found = Pattern.compile("(?m)^" + Pattern.quote(series) + " (.+)$").matcher(metrics);
        assertThat(found.find()).as("%s in\n%s", series, metrics).isTrue();
        return Double.parseDouble(found.group(1));
    }
}
