package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.gate.Scheme;
import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.throttle.ThrottleConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Right passwords have a rate too, counted once over all doors, because each costs a hash. */
class SignInSuccessTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose
    private final RunningServer server = RunningServer.start(Config.all(
            Config.schemes(Scheme.JWT, Scheme.TOKEN, Scheme.SESSION, Scheme.BASIC),
            Config.signIns(new SignInRates(new Rate(10, MINUTE), null, new Rate(4, MINUTE), null))));

    @Test
    void allDoors_countTogether_andTellWhenToComeBack() {
        server.user("ann");
        Pair pair = server.signIn("ann");
        tokenAuth().expect(200);
        basic().expect(200);
        Browser browser = Browser.visiting(server);
        browser.send(browser.proven("POST", "/api/session/login/").json("username", "ann", "password", PASSWORD))
                .expect(200);

        assertThat(token("ann", PASSWORD).expect(429, "throttled").header("Retry-After"))
                .isEqualTo("60");
        tokenAuth().expect(429, "throttled");
        basic().expect(429, "throttled");
        server.client()
                .post("/api/password/change/")
                .bearer(pair.access())
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(429, "throttled");
        // Tokens that are out go on working.
        server.client().get("/api/profile/").bearer(pair.access()).send().expect(200);
        server.advance(MINUTE);
        token("ann", PASSWORD).expect(200);
    }

    @Test
    void wrongPasswords_useNoneOfItUp() {
        server.user("bob");
        token("bob", PASSWORD).expect(200);
        for (int i = 0; i < 9; i++) {
            token("bob", "wrong").expect(401, "no_active_account");
        }
        for (int i = 0; i < 3; i++) {
            token("bob", PASSWORD).expect(200);
        }
        token("bob", PASSWORD).expect(429, "throttled");
    }

    @Test
    void successes_areGenerousUnlessConfigured() {
        assertThat(ThrottleConfig.defaults().signIn())
                .isEqualTo(new SignInRates(
                        new Rate(10, MINUTE), new Rate(100, MINUTE), new Rate(300, MINUTE), new Rate(1500, MINUTE)));
    }

    private Reply token(String name, String password) {
        return server.client()
                .post("/api/token/")
                .json("username", name, "password", password)
                .send();
    }

    private Reply tokenAuth() {
        return server.client()
                .post("/api/token-auth/")
                .json("username", "ann", "password", PASSWORD)
                .send();
    }

    private Reply basic() {
        String credentials = "ann:" + PASSWORD;
        return server.client()
                .get("/api/profile/")
                .authorization(
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .send();
    }
}
