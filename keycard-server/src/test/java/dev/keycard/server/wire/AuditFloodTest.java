package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A minute of refusals, however many: a handful of entries, and a count that tells how many there were. */
class AuditFloodTest {

    private static final int ATTEMPTS = 400;

    @AutoClose
    private final RunningServer server = RunningServer.start();

    @Test
    void minuteOfThrottledSignIns_isAHandfulOfEntries_thatAddUp() {
        server.user("ann");
        for (int i = 0; i < ATTEMPTS; i++) {
            server.client()
                    .post("/api/token/")
                    .json("username", "ann", "password", "wrong")
                    .send();
        }
        server.advance(Duration.ofMinutes(1));
        Eventually.holds(
                "the sums are written", () -> counted("sign_in_failed") + counted("sign_in_throttled") == ATTEMPTS);

        assertThat(entries("sign_in_failed").size()
                        + entries("sign_in_throttled").size())
                .isLessThanOrEqualTo(5);
        assertThat(counted("sign_in_failed")).isEqualTo(10);
        // Whoever counts, counts each of them.
        assertThat(server.events().of(AuthEvent.SignInFailed.class)).hasSize(10);
        assertThat(server.events().of(AuthEvent.SignInThrottled.class)).hasSize(ATTEMPTS - 10);
    }

    @Test
    void staffApi_showsTheCount() {
        User clerk = server.staff("clerk");
        for (int i = 0; i < 5; i++) {
            server.client()
                    .post("/api/token/")
                    .json("username", "clerk", "password", "wrong")
                    .send()
                    .expect(401);
        }
        server.advance(Duration.ofMinutes(1));
        Eventually.holds("the sum is written", () -> counted("sign_in_failed") == 5);

        Reply shown = server.client()
                .get("/api/admin/audit/?kind=sign_in_failed&user=" + clerk.id())
                .bearer(server.signIn("clerk").access())
                .send()
                .expect(200);

        assertThat(shown.json()
                        .get("results")
                        .get(0)
                        .get("details")
                        .get("count")
                        .asString())
                .isEqualTo("4");
    }

    private long counted(String kind) {
        return entries(kind).stream()
                .mapToLong(entry -> Long.parseLong(entry.details().getOrDefault("count", "1")))
                .sum();
    }

    private List<AuditEntry> entries(String kind) {
        return server.stores()
                .audit()
                .list(new AuditFilter(null, kind), PageRequest.first(100))
                .items();
    }
}
