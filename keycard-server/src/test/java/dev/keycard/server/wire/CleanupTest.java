package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditFilter;
import dev.keycard.cleanup.CleanupRound;
import dev.keycard.server.testing.TestNode;
import dev.keycard.store.PageRequest;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** {@code keycard cleanup}, as clients notice it: not at all. */
class CleanupTest {

    private static final UnaryOperator<TestConfig> LONG_REFRESH =
            Config.jwt(jwt -> jwt.withLifetimes(Duration.ofMinutes(5), Duration.ofDays(60), Duration.ofDays(120)));

    @AutoClose
    private final RunningServer server = RunningServer.start(LONG_REFRESH);

    @Test
    void whatLives_worksOn_andWhatEndedLongAgoIsGone() {
        server.user("ada");
        Pair ended = server.signIn("ada");
        blacklist(ended);
        String endedToken = tokenAuth();
        server.advance(Duration.ofDays(59));
        Pair live = server.signIn("ada");
        String liveToken = tokenAuth();
        server.advance(Duration.ofDays(45));

        Map<String, Long> forgotten = cleanUp();

        assertThat(forgotten).containsEntry("logins", 1L).containsEntry("changes", 1L);
        assertThat(Sql.count(server.databaseFile(), "login")).isOne();
        refresh(live).expect(200);
        profile("Token " + liveToken).expect(200);
        refresh(ended).expect(401, "token_not_valid");
        profile("Token " + endedToken).expect(401, "authentication_failed");
    }

    /** Kept for longer than cleanup.keep-logins says, because its refresh tokens are good for longer. */
    @Test
    void login_isKept_forAsLongAsItsRefreshTokensCouldCome() {
        var ada = server.user("ada");
        Pair pair = server.signIn("ada");
        server.setActive(ada, false);
        server.setActive(ada, true);
        server.advance(Duration.ofDays(59));

        assertThat(cleanUp()).containsEntry("logins", 0L);

        refresh(pair).expect(401, "no_active_account");
    }

    @Test
    void theftIsNoticed_beforeAndAfter() {
        server.user("ada");
        Pair first = server.signIn("ada");
        Pair second = Pair.of(refresh(first).expect(200));
        server.advance(Duration.ofDays(40));
        cleanUp();

        refresh(first).expect(401, "token_not_valid");
        refresh(second).expect(401, "token_not_valid");
        assertThat(server.stores()
                        .audit()
                        .list(new AuditFilter(null, "refresh_reused"), PageRequest.first(10))
                        .items())
                .hasSize(1);
    }

    @Test
    void auditEntries_goAfterAYear_theOldestFirst() {
        server.user("ada");
        server.advance(Duration.ofDays(300));
        server.signIn("ada");
        server.advance(Duration.ofDays(100));

        assertThat(cleanUp().get("audit")).isPositive();

        assertThat(server.stores()
                        .audit()
                        .list(AuditFilter.all(), PageRequest.first(10))
                        .items())
                .isNotEmpty()
                .allSatisfy(entry ->
                        assertThat(entry.at()).isAfter(server.clock().instant().minus(Duration.ofDays(365))));
    }

    @Test
    void anotherProcess_forgets_whileTheServerFollows() {
        server.user("ada");
        blacklist(server.signIn("ada"));
        server.advance(Duration.ofDays(200));
        try (TestNode elsewhere = server.anotherProcess()) {
            CleanupRound round = elsewhere.keycard().cleanup().begin();
            while (round.step()) {
                assertThat(round.purged()).isNotEmpty();
            }
        }
        Pair later = server.signIn("ada");
        blacklist(later);
        profile("Bearer " + later.access()).expect(401, "token_not_valid");
        Eventually.holds(
                "the feed goes on", () -> server.client().get("/readyz").send().status() == 200);
    }

    private Map<String, Long> cleanUp() {
        CleanupRound round = server.node().keycard().cleanup().begin();
        boolean more = true;
        while (more) {
            more = round.step();
        }
        return round.purged();
    }

    private void blacklist(Pair pair) {
        server.client()
                .post("/api/token/blacklist/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200);
    }

    private String tokenAuth() {
        return server.client()
                .post("/api/token-auth/")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
    }

    private Reply refresh(Pair pair) {
        return server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send();
    }

    private Reply profile(String authorization) {
        return server.client().get("/api/profile/").authorization(authorization).send();
    }
}
