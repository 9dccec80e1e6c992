package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuditContext;
import dev.keycard.id.TimeId;
import dev.keycard.server.wire.EventReader.Event;
import dev.keycard.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /api/changes/}. */
class ChangesTest {

    @AutoClose
    private final RunningServer server = RunningServer.start();

    private final User ada = server.user("ada", draft -> draft.withEmail("ada@example.org"));
    private final NewApiToken token = ServiceTokens.make(server, ada, "shop", Set.of("changes"), null);
    private final String caller = "Token " + token.secret().reveal();

    @Test
    void caller_needsTheScopeByName() {
        server.user("root", draft -> draft.withRights(true, true));
        String unlimited = "Token "
                + ServiceTokens.make(server, ada, "", Set.of(), null).secret().reveal();

        server.client().get("/api/changes/").send().expect(401, "not_authenticated");
        for (String other : List.of(unlimited, "Bearer " + server.signIn("root").access())) {
            server.client().get("/api/changes/").authorization(other).send().expect(403, "permission_denied");
        }
        page("").expect(200);
    }

    @Test
    void scope_isNotForUsersToGive() {
        server.client()
                .post("/api/tokens/")
                .bearer(server.signIn("ada").access())
                .jsonText("{\"scopes\":[\"changes\"]}")
                .send()
                .expectFields("scopes");
    }

    @Test
    void page_hasWhatEnded_withIdsAlone_andIsResumable() {
        Pair pair = server.signIn("ada");
        Reply before = page("").expect(200);
        end(pair);

        Reply after = Eventual.page(() -> page("?after=" + before.text("next")), pair.login());

        JsonNode change = after.json().get("changes").get(0);
        assertThat(change.get("kind").stringValue()).isEqualTo("login_ended");
        assertThat(change.get("login").stringValue()).isEqualTo(pair.login());
        assertThat(change.propertyNames()).containsExactlyInAnyOrder("seq", "at", "kind", "login");
        assertThat(after.json().get("more").booleanValue()).isFalse();
        assertThat(after.json().get("age_ms").longValue()).isBetween(1L, 5_000L);
        assertThat(after.json().has("horizon")).isFalse();
        assertThat(before.json().has("horizon")).isTrue();
        assertThat(page("?after=" + after.text("next")).json().get("changes")).isEmpty();
    }

    @Test
    void everythingThatChanges_isToldWithoutNameOrAddress() {
        User bob = server.user("bob", draft -> draft.withEmail("bob@example.org"));
        server.setActive(bob, false);

        String body = Eventual.page(() -> page(""), "logins_ended").body();

        assertThat(body).contains("\"kind\":\"user_changed\"", "\"user\":\"" + bob.id() + "\"");
        assertThat(body).contains("\"kind\":\"logins_ended\"", "\"before\":\"2026-");
        assertThat(body).doesNotContain("bob", "example.org");
    }

    @Test
    void beginner_getsWhatEndedWithinTheLongestLifetime_andNothingOlder() {
        Pair early = server.signIn("ada");
        end(early);
        server.advance(Duration.ofMinutes(8));
        Pair late = server.signIn("ada");
        end(late);

        Reply page = Eventual.page(() -> page(""), late.login());

        assertThat(page.body()).doesNotContain(early.login());
        assertThat(Instant.parse(page.text("horizon")))
                .isEqualTo(server.clock().instant().minus(Duration.ofMinutes(7)));
    }

    @Test
    void longPoll_answersAsSoonAsThereIsSomething() throws Exception {
        Pair pair = server.signIn("ada");
        String next = page("").text("next");
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> page("?wait=25&after=" + next));
        Eventually.holds("a request waits", () -> streams() == 1);

        end(pair);

        Reply reply = waiting.get(5, TimeUnit.SECONDS).expect(200);
        assertThat(reply.body()).contains(pair.login());
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        Eventually.holds("nothing waits", () -> streams() == 0);
    }

    @Test
    void longPoll_isEmptyWhenTheTimeIsOver() throws Exception {
        String next = page("").text("next");
        CompletableFuture<Reply> waiting = CompletableFuture.supplyAsync(() -> page("?wait=2&after=" + next));
        Eventually.holds("a request waits", () -> streams() == 1);
        server.advance(Duration.ofSeconds(2));

        Reply reply = waiting.get(5, TimeUnit.SECONDS).expect(200);

        assertThat(reply.json().get("changes")).isEmpty();
        assertThat(reply.json().get("waited_ms").longValue()).isEqualTo(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "5", "999.1", "0.0.7x", "-1.0", "1.2.3.4", "99999999999999999999.1"})
    void unknownCursor_isGone_andSaysSinceWhenToBegin(String cursor) {
        Reply reply = page("?after=" + cursor).expect(410, "cursor_expired");

        assertThat(reply.text("horizon")).isNotEmpty();
    }

    @Test
    void cursorOfAnotherDatabase_isGone() {
        String cursor;
        try (RunningServer other = RunningServer.start()) {
            other.user("bob");
            other.signIn("bob");
            Pair last = other.signIn("bob");
            endAt(other, last);
            NewApiToken there = ServiceTokens.make(other, other.user("eve"), "", Set.of("changes"), null);
            cursor = Eventual.page(
                            () -> other.client()
                                    .get("/api/changes/")
                                    .authorization("Token " + there.secret().reveal())
                                    .send(),
                            last.login())
                    .text("next");
        }
        Pair here = server.signIn("ada");
        for (int i = 0; i < 5; i++) {
            here = server.signIn("ada");
            end(here);
        }
        Eventual.page(() -> page(""), here.login());

        page("?after=" + cursor).expect(410, "cursor_expired");
    }

    @Test
    void cursorWhoseChangesWerePurged_isGone() {
        Pair first = server.signIn("ada");
        end(first);
        String old = Eventual.page(() -> page(""), first.login()).text("next");
        server.advance(Duration.ofDays(1));
        end(server.signIn("ada"));
        server.stores().changes().purgeBefore(server.clock().instant().minusSeconds(60), 100);
        try (RunningServer restarted = server.configuredOtherwise(config -> config)) {
            restarted
                    .client()
                    .get("/api/changes/?after=" + old)
                    .authorization(caller)
                    .send()
                    .expect(410, "cursor_expired");
        }
    }

    @Test
    void cursor_isGoodOnAnotherNode_andFromTheLog() {
        Pair first = server.signIn("ada");
        end(first);
        String cursor = Eventual.page(() -> page(""), first.login()).text("next");
        Pair missed = server.signIn("ada");
        end(missed);
        server.advance(Duration.ofHours(1));
        try (RunningServer other = server.configuredOtherwise(config -> config)) {
            Reply page = other.client()
                    .get("/api/changes/?after=" + cursor)
                    .authorization(caller)
                    .send()
                    .expect(200);
            assertThat(page.body()).contains(missed.login());
            assertThat(page.json().get("changes")).hasSize(1);
        }
    }

    @Test
    void badWait_isRefused() {
        page("?wait=31").expectFields("wait");
        page("?wait=soon").expectFields("wait");
        server.client()
                .get("/api/changes/")
                .authorization(caller)
                .header("Accept", "text/html")
                .send()
                .expect(406, "not_acceptable");
    }

    @Test
    void events_tellTheAge_thenEachChange_andContinueAfterTheLastId() {
        Pair first = server.signIn("ada");
        Pair second = server.signIn("ada");
        String id;
        try (EventReader reader = events()) {
            assertThat(reader.head()).contains("Content-Type: text/event-stream");
            assertThat(reader.head()).anyMatch(line -> line.equalsIgnoreCase("Cache-Control: no-store"));
            assertThat(reader.next("begin").data()).contains("\"clock_ms\":", "\"horizon\":");
            assertThat(reader.next("age").data()).contains("\"age_ms\":");
            end(first);
            Event change = reader.next("change");
            assertThat(change.data()).contains(first.login());
            assertThat(change.id()).isNotEmpty();
            assertThat(reader.next("age").id()).isEqualTo(change.id());
            id = change.id();
        }
        end(second);
        try (EventReader reader = events("Last-Event-ID: " + id)) {
            Event change = reader.next("change");
            assertThat(change.data()).contains(second.login());
        }
    }

    @Test
    void revokedToken_endsItsStream() {
        try (EventReader reader = events()) {
            reader.next("age");
            server.node().keycard().apiTokens().end(ada.id(), token.token().id(), now());
            assertThat(reader.endsSoon()).isTrue();
        }
        page("").expect(401, "authentication_failed");
        Eventually.holds("no stream is left", () -> streams() == 0);
    }

    @Test
    void deactivatedOwner_andExpiry_endTheStream() {
        NewApiToken hour = ServiceTokens.make(server, ada, "", Set.of("changes"), Duration.ofHours(1));
        try (EventReader shortLived = EventReader.open(
                        server.port(), "Authorization: Token " + hour.secret().reveal());
                EventReader reader = events()) {
            shortLived.next("age");
            reader.next("age");
            server.clock().advance(Duration.ofMillis(1));
            server.setActive(ada, false);
            assertThat(reader.endsSoon()).isTrue();
            assertThat(shortLived.endsSoon()).isTrue();
        }
    }

    @Test
    void tooManyStreams_areTurnedAway() {
        try (RunningServer small = server.configuredOtherwise(config -> config.withWeb(web -> web.maxStreams(2)))) {
            List<EventReader> readers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                EventReader reader = EventReader.open(small.port(), "Authorization: " + caller);
                readers.add(reader);
                reader.next("age");
            }
            small.client().get("/api/changes/").authorization(caller).send().expect(503, "unavailable");
            try (EventReader third = EventReader.open(small.port(), "Authorization: " + caller)) {
                assertThat(third.status()).isEqualTo("503");
                assertThat(third.head()).anyMatch(line -> line.startsWith("Retry-After"));
            }
            readers.get(0).close();
            Eventually.holds("there is room again", () -> {
                try (EventReader again = EventReader.open(small.port(), "Authorization: " + caller)) {
                    return again.status().equals("200");
                }
            });
            readers.get(1).close();
        }
    }

    @Test
    void nodeWhoseOwnViewIsOld_servesNobody() {
        try (EventReader reader = events()) {
            reader.next("age");
            server.node().loseDatabase();
            server.advance(Duration.ofSeconds(6));
            assertThat(reader.endsSoon()).isTrue();
        }
        page("").expect(503, "unavailable");
    }

    @Test
    void head_startsNoStream() {
        Reply reply = server.client()
                .request("HEAD", "/api/changes/")
                .authorization(caller)
                .header("Accept", "text/event-stream")
                .send()
                .expect(200);
        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(streams()).isZero();
    }

    private int streams() {
        return server.node().keycard().parts().caches().stream().followers();
    }

    private EventReader events(String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Authorization: " + caller);
        return EventReader.open(server.port(), lines.toArray(String[]::new));
    }

    private Reply page(String query) {
        return server.client()
                .get("/api/changes/" + query)
                .authorization(caller)
                .send();
    }

    private void end(Pair pair) {
        endAt(server, pair);
    }

    private static void endAt(RunningServer there, Pair pair) {
        there.node()
                .keycard()
                .logins()
                .endByStaff(
                        TimeId.parse(pair.login()).orElseThrow(),
                        AuditContext.at(there.clock().instant()));
    }

    private AuditContext now() {
        return AuditContext.at(server.clock().instant());
    }

    /** The log is read in real time. */
    private static final class Eventual {

        static Reply page(Supplier<Reply> page, String contained) {
            List<Reply> last = new ArrayList<>();
            Eventually.holds("a page with " + contained, () -> {
                last.add(page.get());
                return last.get(last.size() - 1).body().contains(contained);
            });
            return last.get(last.size() - 1).expect(200);
        }
    }
}
