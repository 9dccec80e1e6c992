package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What one user adds to the disk is bounded by default, over all endpoints that write; reading is not counted. */
class WriteRatesTest {

    @AutoClose
    private final RunningServer server = RunningServer.start();

    @Test
    void userWhoMakesAndEndsTokens_isSlowedDown_andReadsOn() {
        server.user("ann");
        String access = server.signIn("ann").access();
        for (int i = 0; i < 30; i++) {
            String id = server.client()
                    .post("/api/tokens/")
                    .bearer(access)
                    .jsonText("{\"name\":\"x\",\"expires_in\":\"1d\"}")
                    .send()
                    .expect(201)
                    .text("id");
            server.client()
                    .delete("/api/tokens/" + id + "/")
                    .bearer(access)
                    .send()
                    .expect(204);
        }

        Reply refused = server.client()
                .patch("/api/profile/")
                .bearer(access)
                .jsonText("{\"first_name\":\"Ann\"}")
                .send()
                .expect(429, "throttled");

        assertThat(refused.header("Retry-After")).isEqualTo("60");
        server.client().get("/api/profile/").bearer(access).send().expect(200);
        server.client().get("/api/tokens/").bearer(access).send().expect(200);
        server.advance(Duration.ofMinutes(1));
        server.client()
                .patch("/api/profile/")
                .bearer(access)
                .jsonText("{\"first_name\":\"Ann\"}")
                .send()
                .expect(200);
    }

    @Test
    void thiefWhoUsesTheRateUp_doesNotKeepTheOwnerFromEndingIt() {
        server.user("cid");
        Pair stolen = server.signIn("cid");
        Pair owner = server.signIn("cid");
        for (int i = 0; i < 60; i++) {
            rename(stolen).expect(200);
        }
        rename(stolen).expect(429, "throttled");

        server.client()
                .delete("/api/logins/" + stolen.login() + "/")
                .bearer(owner.access())
                .send()
                .expect(204);
        server.client()
                .post("/api/password/change/")
                .bearer(owner.access())
                .json("old_password", RunningServer.PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(204);
    }

    @Test
    void thiefWhoUsesTheRateUp_doesNotKeepTheOwnerFromSigningOutEverywhere() {
        server.user("dan");
        Pair stolen = server.signIn("dan");
        Pair owner = server.signIn("dan");
        for (int i = 0; i < 60; i++) {
            rename(stolen).expect(200);
        }
        rename(stolen).expect(429, "throttled");

        server.client()
                .post("/api/logout-all/")
                .bearer(owner.access())
                .jsonText("{}")
                .send()
                .expect(204);
        rename(stolen).expect(401, "token_not_valid");
    }

    @Test
    void apiTokenThatEndsAllLoginsInALoop_isSlowedDown_andTheOwnersLoginIsNot() {
        server.user("eve");
        Pair owner = server.signIn("eve");
        String token = server.client()
                .post("/api/tokens/")
                .bearer(owner.access())
                .jsonText("{\"name\":\"loop\",\"expires_in\":\"1d\"}")
                .send()
                .expect(201)
                .text("token");
        for (int i = 0; i < 60; i++) {
            endAllButTokens(token).expect(204);
        }

        endAllButTokens(token).expect(429, "throttled");

        server.client()
                .post("/api/logout-all/")
                .bearer(server.signIn("eve").access())
                .jsonText("{}")
                .send()
                .expect(204);
        endAllButTokens(token).expect(401, "authentication_failed");
    }

    private Reply endAllButTokens(String apiToken) {
        return server.client()
                .post("/api/logout-all/")
                .authorization("Token " + apiToken)
                .jsonText("{\"keep_api_tokens\":true}")
                .send();
    }

    private Reply rename(Pair pair) {
        return server.client()
                .patch("/api/profile/")
                .bearer(pair.access())
                .jsonText("{\"first_name\":\"Cid\"}")
                .send();
    }

    @Test
    void loginThatRefreshesInALoop_isSlowedDown_andOthersAreNot() {
        server.user("bob");
        Pair pair = server.signIn("bob");
        for (int i = 0; i < 120; i++) {
            pair = Pair.of(server.client()
                    .post("/api/token/refresh/")
                    .json("refresh", pair.refresh())
                    .send()
                    .expect(200));
        }

        server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send()
                .expect(429, "throttled");

        Pair other = server.signIn("bob");
        server.client()
                .post("/api/token/refresh/")
                .json("refresh", other.refresh())
                .send()
                .expect(200);
        server.advance(Duration.ofMinutes(1));
        server.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send()
                .expect(200);
    }
}
