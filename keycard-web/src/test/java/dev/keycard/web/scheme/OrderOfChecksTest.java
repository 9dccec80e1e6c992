package dev.keycard.web.scheme;

import static dev.keycard.web.scheme.TestEngine.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.http.Json;
import dev.keycard.http.Response;
import dev.keycard.http.TestRequest;
import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import dev.keycard.web.KeycardApi;
import dev.keycard.web.WebConfig;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole API over a real engine: a request is authenticated, then permitted, then counted, from memory as in full. */
class OrderOfChecksTest {

    private static final Rate TWO_A_MINUTE = new Rate(2, Duration.ofMinutes(1));
    private static final String PROFILE = "/api/profile/";
    private static final String STAFF = "/api/admin/audit/";

    private final TestEngine engine = TestEngine.start();
    private final KeycardApi api = KeycardApi.over(
            engine.keycard,
            WebConfig.builder()
                    .throttle(RequestRates.builder()
                            .user(TWO_A_MINUTE)
                            .anon(TWO_A_MINUTE)
                            .build())
                    .build());
    private final User ada = engine.user("ada");
    private final String token =
            engine.keycard.tokens().issue(ada, CLIENT).orElseThrow().access();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void badCredential_isRefused_beforeThePermission_alsoWhereAnybodyMayEnter() {
        assertThat(code(get(STAFF, "nonsense"))).isEqualTo("token_not_valid");
        assertThat(code(get("/api/session/", "nonsense"))).isEqualTo("token_not_valid");
    }

    @Test
    void missingPermission_isRefused_beforeTheRate_andCountsForNothing() {
        for (int i = 0; i < 5; i++) {
            assertThat(code(get(STAFF, token))).isEqualTo("permission_denied");
        }

        assertThat(get(PROFILE, token).status()).isEqualTo(200);
        assertThat(get(PROFILE, token).status()).isEqualTo(200);
        assertThat(code(get(PROFILE, token))).isEqualTo("throttled");
    }

    @Test
    void whoIsThrottled_isStillToldThatTheyMayNotEnter() {
        get(PROFILE, token);
        get(PROFILE, token);

        assertThat(code(get(PROFILE, token))).isEqualTo("throttled");
        assertThat(code(get(STAFF, token))).isEqualTo("permission_denied");
    }

    @Test
    void rate_isCounted_afterTheRightsOfNow() {
        assertThat(code(get(STAFF, token))).isEqualTo("permission_denied");
        UserChange promotion = UserChange.builder().staff(true).build();
        engine.stores.users().update(ada.id(), promotion, engine.now());

        assertThat(get(STAFF, token).status()).isEqualTo(200);
    }

    @Test
    void badCredentials_areCountedByTheirAddress_untilTheAddressIsThrottled() {
        assertThat(code(get(PROFILE, "nonsense"))).isEqualTo("token_not_valid");
        assertThat(code(get(PROFILE, "nonsense"))).isEqualTo("token_not_valid");

        assertThat(code(get(PROFILE, "nonsense"))).isEqualTo("throttled");
        assertThat(get(PROFILE, token).status()).as("a user counts by name").isEqualTo(200);
    }

    @Test
    void endpointsThatAreExempt_areNeverCounted() {
        for (int i = 0; i < 5; i++) {
            assertThat(get("/healthz", "nonsense").status()).isEqualTo(200);
        }
    }

    @Test
    void memoryAndWorker_countARequestOnce() {
        for (int i = 0; i < 2; i++) {
            assertThat(answer(request(PROFILE, token)).status()).isEqualTo(200);
        }
        assertThat(code(answer(request(PROFILE, token)))).isEqualTo("throttled");
    }

    /** As a server does: from memory if that is enough, else on a worker. */
    private Response answer(TestRequest request) {
        Optional<Response> fromMemory = api.api().answerFromMemory(request);
        return fromMemory.orElseGet(() -> api.api().answer(request));
    }

    private Response get(String path, String bearer) {
        return answer(request(path, bearer));
    }

    private static TestRequest request(String path, String bearer) {
        return TestRequest.get(path).with("Authorization", "Bearer " + bearer);
    }

    private static String code(Response response) {
        return Json.readObject(response.body()).required("code").asString();
    }
}
