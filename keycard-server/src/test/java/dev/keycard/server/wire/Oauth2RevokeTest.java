package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.apitoken.NewApiToken;
import dev.keycard.audit.AuthEvent;
import dev.keycard.throttle.Rate;
import dev.keycard.user.User;
import dev.keycard.web.throttle.RequestRates;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /oauth2/revoke} (RFC 7009). */
class Oauth2RevokeTest {

    @AutoClose
    private final RunningServer server = RunningServer.start();

    private final User ada = server.user("ada");

    @Test
    void refreshToken_endsItsLogin_andNoOther() {
        Pair revoked = server.signIn("ada");
        Pair other = server.signIn("ada");
        profile("Bearer " + revoked.access()).expect(200);

        revoke(revoked.refresh()).expect(200);

        profile("Bearer " + revoked.access()).expect(401, "token_not_valid");
        refresh(revoked).expect(401, "token_not_valid");
        profile("Bearer " + other.access()).expect(200);
        assertThat(server.events().of(AuthEvent.LoginEnded.class))
                .singleElement()
                .matches(event -> ada.id().equals(event.context().actorId()));
    }

    @Test
    void accessToken_endsItsLogin() {
        Pair pair = server.signIn("ada");
        revoke(pair.access()).expect(200);
        profile("Bearer " + pair.access()).expect(401, "token_not_valid");
        refresh(pair).expect(401, "token_not_valid");
    }

    @Test
    void apiToken_endsAlone() {
        NewApiToken revoked = ServiceTokens.make(server, ada, "", Set.of(), null);
        NewApiToken other = ServiceTokens.make(server, ada, "", Set.of(), null);
        String header = "Token " + revoked.secret().reveal();
        profile(header).expect(200);

        revoke(revoked.secret().reveal()).expect(200);

        profile(header).expect(401, "authentication_failed");
        profile("Token " + other.secret().reveal()).expect(200);
        assertThat(server.events().of(AuthEvent.ApiTokenEnded.class)).hasSize(1);
    }

    @Test
    void whatIsNoTokenAnyMore_isAnsweredAsIfItHadJustBeenEnded() {
        Pair pair = server.signIn("ada");
        Reply first = revoke(pair.refresh()).expect(200);
        assertThat(revoke(pair.refresh()).expect(200).body()).isEqualTo(first.body());
        assertThat(server.events().of(AuthEvent.LoginEnded.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "kc_AAAA", " ", "\u00e9"})
    void rubbish_isAnsweredAlike(String token) {
        assertThat(revoke(token).expect(200).body()).isEqualTo("{}");
        assertThat(server.client()
                        .post("/oauth2/revoke/")
                        .form("token", token, "token_type_hint", "something_else")
                        .send()
                        .expect(200)
                        .header("Cache-Control"))
                .isEqualTo("no-store");
    }

    @Test
    void forgedToken_endsNothing() {
        Pair pair = server.signIn("ada");
        String[] parts = pair.refresh().split("\\.", -1);
        revoke(parts[0] + "." + parts[1] + ".AAAA").expect(200);
        revoke(parts[0] + "." + parts[1] + ".").expect(200);
        profile("Bearer " + pair.access()).expect(200);
    }

    @Test
    void malformedRequests_areNamedAsTheStandardsDo() {
        Reply missing = server.client().post("/oauth2/revoke").send().expect(400);
        assertThat(missing.text("error")).isEqualTo("invalid_request");
        assertThat(missing.text("code")).isEqualTo("invalid");
        assertThat(missing.text("detail")).isNotBlank();
    }

    @Test
    void withoutTheStore_is503_notAPromise() {
        Pair pair = server.signIn("ada");
        server.node().loseDatabase();
        revoke(pair.refresh()).expect(503, "unavailable");
    }

    @Test
    void strangers_areThrottledByAddress() {
        RequestRates config =
                RequestRates.builder().anon(new Rate(2, Duration.ofMinutes(1))).build();
        try (RunningServer throttled = RunningServer.start(Config.requestsAlone(config))) {
            for (int status : new int[] {200, 200, 429}) {
                throttled
                        .client()
                        .post("/oauth2/revoke")
                        .form("token", "x")
                        .send()
                        .expect(status);
            }
        }
    }

    private Reply revoke(String token) {
        return server.client().post("/oauth2/revoke").form("token", token).send();
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
