package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.throttle.Rate;
import dev.keycard.throttle.ThrottleConfig;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The other throttles: {@code anon} and {@code user}, off until configured. */
class RequestThrottleTest {

    @AutoClose
    private final RunningServer server = RunningServer.start(
            Config.throttle(new ThrottleConfig(rate(6, 60), rate(3, 20), rate(10, 60), rate(100, 60))));

    @Test
    void anon_countsRequestsWithoutCredentials_perAddress() {
        for (int i = 0; i < 6; i++) {
            server.client().get("/api/session/").send().expect(200);
        }
        Reply reply = server.client().get("/api/session/").send().expect(429, "throttled");
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        server.client().get("/healthz").send().expect(200);
        server.advance(Duration.ofMinutes(1));
        server.client().get("/api/session/").send().expect(200);
    }

    @Test
    void user_countsRequestsOfEachUser_overAllTheirCredentials() {
        server.user("ada");
        server.user("bob");
        Pair one = server.signIn("ada");
        Pair two = server.signIn("ada");
        Pair bob = server.signIn("bob");
        profile(one).expect(200);
        profile(two).expect(200);
        profile(one).expect(200);
        Reply reply = profile(two).expect(429, "throttled");
        assertThat(reply.header("Retry-After")).isEqualTo("20");
        profile(bob).expect(200);
        server.advance(Duration.ofSeconds(20));
        profile(two).expect(200);
    }

    @Test
    void refusedCredentials_areRefusedAsThat_howeverOften() {
        for (int i = 0; i < 12; i++) {
            server.client().get("/api/profile/").bearer("abc").send().expect(401, "token_not_valid");
        }
    }

    @Test
    void otherThrottles_areOffUntilConfigured() {
        assertThat(ThrottleConfig.defaults().anon()).isNull();
        assertThat(ThrottleConfig.defaults().user()).isNull();
    }

    private Reply profile(Pair pair) {
        return server.client().get("/api/profile/").bearer(pair.access()).send();
    }

    private static Rate rate(int limit, int seconds) {
        return new Rate(limit, Duration.ofSeconds(seconds));
    }
}
