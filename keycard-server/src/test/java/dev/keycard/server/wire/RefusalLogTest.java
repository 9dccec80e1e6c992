package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.keycard.crypto.Entropy;
import dev.keycard.jwt.JwtError;
import dev.keycard.metrics.Metrics;
import dev.keycard.server.testing.TestClient;
import dev.keycard.server.testing.TestServer;
import dev.keycard.testkit.MutableClock;
import dev.keycard.web.refusal.CredentialRefusals;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The log has the reason of a refusal, and a flood of refusals does not fill it. */
class RefusalLogTest {

    private static final LogLines LINES = LogLines.asPrinted();
    private static final String MESSAGE = "a credential was not accepted";

    @TempDir
    Path folder;

    private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Logger log = (Logger) LoggerFactory.getLogger(CredentialRefusals.class);
    private final int before = LINES.of(MESSAGE).size();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        log.addAppender(LINES);
    }

    @AfterEach
    void stop() {
        log.detachAppender(LINES);
        log.setLevel(null);
    }

    @Test
    void line_namesRequestSchemeAndReason() {
        try (TestServer server = TestServer.start(folder, Map.of(), clock)) {
            TestClient.Answer answer =
                    server.client().get("/api/profile/", "Authorization", "Bearer x", "X-Request-Id", "mine-7");

            assertThat(answer.status()).isEqualTo(401);
            JsonNode line = lines().get(0);
            assertThat(line.get("request").asString()).isEqualTo("mine-7");
            assertThat(line.get("scheme").asString()).isEqualTo("jwt");
            assertThat(line.get("reason").asString()).isEqualTo("malformed");
        }
    }

    @Test
    void address_getsSixLinesAMinute_andTheNextOneCountsTheRest() {
        try (TestServer server = TestServer.start(folder, Map.of(), clock)) {
            for (int i = 0; i < 9; i++) {
                server.client().get("/api/profile/", "Authorization", "Bearer x");
            }
            assertThat(lines()).hasSize(6);

            clock.advance(Duration.ofMinutes(2));
            server.client().get("/api/profile/", "Authorization", "Bearer x");
            assertThat(lines()).hasSize(7);
            assertThat(lines().get(6).get("unlogged").asInt()).isEqualTo(3);
        }
    }

    @Test
    void floodOfAddresses_getsSixtyLinesAMinute_andTheNextMinuteHasItsOwn() {
        CredentialRefusals refusals = new CredentialRefusals(Metrics.none(), clock, Entropy.secure());
        for (int i = 0; i < 20_000; i++) {
            refusals.note(new Visit("192.0." + i / 250 + "." + i % 250), "jwt", JwtError.MALFORMED);
        }
        assertThat(lines()).hasSize(60);

        clock.advance(Duration.ofMinutes(2));
        refusals.note(new Visit("198.51.100.1"), "jwt", JwtError.MALFORMED);
        assertThat(lines()).hasSize(61);
        assertThat(lines().get(60).get("unlogged").asInt()).isEqualTo(19_940);
    }

    private List<JsonNode> lines() {
        List<JsonNode> all = LINES.of(MESSAGE);
        return all.subList(before, all.size());
    }
}
