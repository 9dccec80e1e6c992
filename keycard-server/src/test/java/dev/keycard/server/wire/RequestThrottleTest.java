package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.keycard.throttle.Rate;
import dev.keycard.throttle.SignInRates;
import dev.keycard.user.NewUser;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The other throttles: {@code anon} and {@code user}, off until configured. */
class RequestThrottleTest {

    @AutoClose
    private final RunningServer server = RunningServer.start(Config.all(
            Config.requests(
                    RequestRates.builder().anon(rate(6, 60)).user(rate(3, 20)).build()),
            Config.signIns(SignInRates.ofFailures(rate(10, 60), rate(100, 60)))));

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
    void anon_countsRefusedCredentials_perAddress() {
        server.user("ada");
        Pair ada = server.signIn("ada");
        for (int i = 0; i < 5; i++) {
            server.client().get("/api/profile/").bearer("abc").send().expect(401, "token_not_valid");
        }
        Reply reply = server.client().get("/api/profile/").bearer("abc").send().expect(429, "throttled");
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        profile(ada).expect(200);
    }

    @Test
    void answers_tellHowTheLimitStands() {
        server.user("ada");
        Pair ada = server.signIn("ada");
        server.advance(Duration.ofSeconds(90));
        Reply first = profile(ada).expect(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"user\";q=3;w=20");
        assertThat(first.header("RateLimit")).isEqualTo("\"user\";r=2;t=20");
        server.advance(Duration.ofMillis(5001));
        assertThat(profile(ada).header("RateLimit")).isEqualTo("\"user\";r=1;t=15");
        profile(ada).expect(200);
        Reply refused = profile(ada).expect(429, "throttled");
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"user\";q=3;w=20");
        assertThat(refused.header("RateLimit")).isEqualTo("\"user\";r=0;t=15");
        assertThat(refused.header("Retry-After")).isEqualTo("15");
        assertThat(server.client().get("/api/session/").send().header("RateLimit"))
                .startsWith("\"anon\";r=");
        assertThat(server.client().get("/healthz").send().headerLines("RateLimit"))
                .isEmpty();
    }

    @Test
    void tierAndScope_haveRatesOfTheirOwn() {
        RequestRates config = RequestRates.builder()
                .user(rate(2, 60))
                .tiers(Map.of("premium", Optional.of(rate(4, 60)), "unlimited", Optional.empty()))
                .scopes(Map.of("logins", rate(1, 20)))
                .build();
        try (RunningServer tiered = RunningServer.start(Config.requestsAlone(config))) {
            tiered.user("free");
            tiered.user("premium", draft -> ofTier(draft, "premium"));
            tiered.user("unlimited", draft -> ofTier(draft, "unlimited"));
            assertThat(allowed(tiered, "free", "/api/profile/")).isEqualTo(2);
            assertThat(allowed(tiered, "premium", "/api/profile/")).isEqualTo(4);
            assertThat(allowed(tiered, "unlimited", "/api/profile/")).isEqualTo(10);
            Pair unlimited = tiered.signIn("unlimited");
            Reply scoped = tiered.client()
                    .get("/api/logins/")
                    .bearer(unlimited.access())
                    .send()
                    .expect(200);
            assertThat(scoped.header("RateLimit-Policy")).isEqualTo("\"logins\";q=1;w=20");
            assertThat(allowed(tiered, "unlimited", "/api/logins/")).isZero();
        }
    }

    @Test
    void scopeThatNoEndpointHas_keepsTheServerFromStarting() {
        RequestRates config =
                RequestRates.builder().scopes(Map.of("healthz", rate(1, 20))).build();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> RunningServer.start(Config.requestsAlone(config)).close())
                .withMessageContaining("throttle.scope.healthz");
    }

    private static int allowed(RunningServer server, String user, String path) {
        Pair pair = server.signIn(user);
        int allowed = 0;
        for (int i = 0; i < 10; i++) {
            Reply reply = server.client().get(path).bearer(pair.access()).send();
            allowed += reply.status() == 200 ? 1 : 0;
        }
        return allowed;
    }

    private static NewUser ofTier(NewUser draft, String tier) {
        return draft.with(user -> user.toBuilder().tier(tier).build());
    }

    @Test
    void otherThrottles_areOffUntilConfigured() {
        assertThat(RequestRates.defaults().anon()).isNull();
        assertThat(RequestRates.defaults().user()).isNull();
    }

    private Reply profile(Pair pair) {
        return server.client().get("/api/profile/").bearer(pair.access()).send();
    }

    private static Rate rate(int limit, int seconds) {
        return new Rate(limit, Duration.ofSeconds(seconds));
    }
}
