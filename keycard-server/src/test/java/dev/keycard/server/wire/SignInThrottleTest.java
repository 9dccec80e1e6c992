package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuthEvent;
import dev.keycard.gate.Scheme;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.PasswordConfig;
import dev.keycard.testkit.Race;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.ThrottleConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Failed sign-ins: 10 a minute for each account and 100 for each address, counted once over all doors. */
class SignInThrottleTest {

    @AutoClose
    private static final RunningServer SERVER =
            RunningServer.start(Config.schemes(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION, Scheme.BASIC));

    /** The counters of the address are the same for all tests. */
    @BeforeEach
    void nextMinute() {
        SERVER.advance(Duration.ofMinutes(2));
    }

    @Test
    void eleventhFailure_is429_withRetryAfterInWholeSeconds_evenWithTheRightPassword() {
        SERVER.user("guessed");
        fail("guessed", 10);
        SERVER.advance(Duration.ofMillis(500));
        Reply reply = token("guessed", PASSWORD).expect(429, "throttled");
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        SERVER.advance(Duration.ofMillis(59_499));
        assertThat(token("guessed", PASSWORD).expect(429, "throttled").header("Retry-After"))
                .isEqualTo("1");
        SERVER.advance(Duration.ofMillis(1));
        token("guessed", PASSWORD).expect(200);
    }

    @Test
    void allDoors_countTogether() {
        SERVER.user("doors");
        Pair pair = SERVER.signIn("doors");
        Browser browser = Browser.visiting(SERVER);
        for (int i = 0; i < 2; i++) {
            token("doors", "wrong").expect(401, "no_active_account");
            tokenAuth("doors", "wrong").expectFields("non_field_errors");
            session(browser, "doors", "wrong").expect(401, "no_active_account");
            basic("doors", "wrong").expect(401, "authentication_failed");
            changePassword(pair, "wrong").expectFields("old_password");
        }
        token("doors", PASSWORD).expect(429, "throttled");
        tokenAuth("doors", PASSWORD).expect(429, "throttled");
        session(browser, "doors", PASSWORD).expect(429, "throttled");
        basic("doors", PASSWORD).expect(429, "throttled");
        changePassword(pair, PASSWORD).expect(429, "throttled");
    }

    @Test
    void throttledAccount_keepsItsTokensAndSessions() {
        SERVER.user("besieged");
        Pair pair = SERVER.signIn("besieged");
        fail("besieged", 10);
        token("besieged", PASSWORD).expect(429, "throttled");
        SERVER.client().get("/api/profile/").bearer(pair.access()).send().expect(200);
        SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200);
    }

    @Test
    void spellingsOfOneName_areOneAccount() {
        SERVER.user("folded");
        for (String spelling : List.of("folded", "FOLDED", "Folded", "\uff26\uff2f\uff2c\uff24\uff25\uff24")) {
            token(spelling, "wrong").expect(401);
            token(spelling, "wrong").expect(401);
        }
        fail("fOlDeD", 2);
        token("folded", PASSWORD).expect(429, "throttled");
    }

    @Test
    void success_isGivenBack() {
        SERVER.user("often");
        token("often", PASSWORD).expect(200);
        fail("often", 9);
        for (int i = 0; i < 12; i++) {
            token("often", PASSWORD).expect(200);
        }
        token("often", "wrong").expect(401);
        token("often", PASSWORD).expect(429, "throttled");
    }

    @Test
    void unknownNames_areThrottledAlike() {
        SERVER.user("exists");
        fail("exists", 10);
        fail("does-not-exist", 10);
        fail("cannot exist\u0000", 10);
        Reply known = token("exists", "wrong").expect(429, "throttled");
        assertThat(token("does-not-exist", "wrong").expect(429).body()).isEqualTo(known.body());
        assertThat(token("cannot exist\u0000", "wrong").expect(429).body()).isEqualTo(known.body());
    }

    @Test
    void otherAccounts_areNotTouched() {
        SERVER.user("victim");
        SERVER.user("neighbour");
        fail("victim", 10);
        token("victim", PASSWORD).expect(429, "throttled");
        token("neighbour", PASSWORD).expect(200);
    }

    @Test
    void guessesInParallel_doNotSlipThroughTogether() throws Exception {
        SERVER.user("raced");
        List<Reply> replies;
        try (Race race = new Race(24)) {
            replies = race.run(() -> token("raced", "wrong"));
        }
        assertThat(replies.stream().filter(reply -> reply.status() == 401)).hasSize(10);
        assertThat(replies.stream().filter(reply -> reply.status() == 429)).hasSize(14);
    }

    @Test
    void throttling_isTold() {
        SERVER.user("told");
        fail("told", 10);
        int before = SERVER.events().of(AuthEvent.SignInThrottled.class).size();
        token("told", "wrong").expect(429, "throttled");
        assertThat(SERVER.events().of(AuthEvent.SignInThrottled.class)).hasSize(before + 1);
    }

    @Test
    void perAddress_countsOverAllAccounts() {
        Rate five = new Rate(5, Duration.ofMinutes(1));
        SignInRates config = SignInRates.ofFailures(new Rate(10, Duration.ofMinutes(1)), five);
        try (RunningServer server = RunningServer.start(Config.signIns(config))) {
            server.user("ada");
            for (int i = 0; i < 5; i++) {
                tokenAt(server, "name" + i, "wrong").expect(401);
            }
            tokenAt(server, "ada", PASSWORD).expect(429, "throttled");
            server.advance(Duration.ofMinutes(1));
            tokenAt(server, "ada", PASSWORD).expect(200);
        }
    }

    @Test
    void floodBeyondTheHashingQueue_is503AtOnce_andUsesNothingUp() throws Exception {
        int flood = 24;
        PasswordConfig small = new PasswordConfig(Argon2Cost.defaults(), 1, 1, 8);
        Rate all = new Rate(flood, Duration.ofMinutes(1));
        try (RunningServer server = RunningServer.start(
                        Config.all(Config.password(small), Config.signIns(SignInRates.ofFailures(all, null))));
                Race race = new Race(flood)) {
            server.user("ada");
            List<Reply> replies = race.run(() -> tokenAt(server, "ada", PASSWORD));
            assertThat(replies).extracting(Reply::status).containsOnly(200, 503);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() == 503)
                    .isNotEmpty()
                    .allSatisfy(reply -> {
                        reply.expect(503, "unavailable");
                        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]*");
                    });
            for (int i = 0; i < flood; i++) {
                tokenAt(server, "ada", "wrong").expect(401, "no_active_account");
            }
            tokenAt(server, "ada", PASSWORD).expect(429, "throttled");
        }
    }

    @Test
    void perAddress_isAHundredUnlessConfigured() {
        assertThat(ThrottleConfig.defaults().signIn().failuresFromAddress())
                .isEqualTo(new Rate(100, Duration.ofMinutes(1)));
    }

    private static void fail(String name, int times) {
        for (int i = 0; i < times; i++) {
            token(name, "wrong").expect(401, "no_active_account");
        }
    }

    private static Reply token(String name, String password) {
        return tokenAt(SERVER, name, password);
    }

    private static Reply tokenAt(RunningServer server, String name, String password) {
        return server.client()
                .post("/api/token/")
                .json("username", name, "password", password)
                .send();
    }

    private static Reply tokenAuth(String name, String password) {
        return SERVER.client()
                .post("/api/token-auth/")
                .json("username", name, "password", password)
                .send();
    }

    private static Reply session(Browser browser, String name, String password) {
        return browser.send(browser.proven("POST", "/api/session/login/").json("username", name, "password", password));
    }

    private static Reply basic(String name, String password) {
        byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return SERVER.client()
                .get("/api/profile/")
                .authorization("Basic " + Base64.getEncoder().encodeToString(credentials))
                .send();
    }

    private static Reply changePassword(Pair caller, String oldPassword) {
        return SERVER.client()
                .post("/api/password/change/")
                .bearer(caller.access())
                .json("old_password", oldPassword, "new_password", "another-Lantern-9")
                .send();
    }
}
