package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.User;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /api/token/verify/} and {@code POST /api/token/blacklist/}. */
class VerifyAndBlacklistTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @AutoClose
    private static final RunningServer STRANGER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        STRANGER.user("ada");
    }

    @Test
    void verify_takesAccessAndRefresh() {
        Pair pair = SERVER.signIn("ada");
        assertThat(verify(pair.access()).expect(200).body()).isEqualTo("{}");
        assertThat(verify(pair.refresh()).expect(200).body()).isEqualTo("{}");
    }

    @Test
    void tokens_areTaken_withWhiteSpaceAround() {
        Pair pair = SERVER.signIn("ada");
        verify(" " + pair.access() + "\n").expect(200);
        verify("\t" + pair.refresh() + " ").expect(200);
    }

    @Test
    void verify_changesNothing() {
        Pair pair = SERVER.signIn("ada");
        verify(pair.refresh()).expect(200);
        refresh(pair.refresh()).expect(200);
    }

    @Test
    void verify_refusesMissingToken() {
        SERVER.client().post("/api/token/verify/").jsonText("{}").send().expectFields("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "...", "eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjoiMSJ9.", "a b", "\u00e9", "kc_x"})
    void verify_refusesMalformedToken(String token) {
        verify(token).expect(401, "token_not_valid");
    }

    @Test
    void verify_refusesExpiredToken() {
        Pair pair = SERVER.signIn("ada");
        SERVER.advance(Duration.ofMinutes(5));
        verify(pair.access()).expect(401, "token_not_valid");
        verify(pair.refresh()).expect(200);
        SERVER.advance(Duration.ofDays(1));
        verify(pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void verify_refusesRevokedTokens() {
        Pair pair = SERVER.signIn("ada");
        blacklist(pair.refresh()).expect(200);
        verify(pair.access()).expect(401, "token_not_valid");
        verify(pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void verify_refusesRefreshTokenThatWasExchangedBeforeTheGrace() {
        Pair pair = SERVER.signIn("ada");
        refresh(pair.refresh()).expect(200);
        verify(pair.refresh()).expect(200);
        SERVER.advance(Duration.ofSeconds(31));
        verify(pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void verify_refusesTokensOfInactiveUser() {
        User user = SERVER.user("inactive");
        Pair pair = SERVER.signIn("inactive");
        SERVER.setActive(user, false);
        verify(pair.access()).expect(401, "token_not_valid");
        verify(pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void verify_refusesTokenOfAnotherKey() {
        Pair foreign = STRANGER.signIn("ada");
        verify(foreign.access()).expect(401, "token_not_valid");
        verify(foreign.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void blacklist_endsRefreshAndAccessAtOnce_andThatLoginAlone() {
        Pair ended = SERVER.signIn("ada");
        Pair other = SERVER.signIn("ada");
        profile(ended.access()).expect(200);
        assertThat(blacklist(ended.refresh()).expect(200).body()).isEqualTo("{}");
        profile(ended.access()).expect(401, "token_not_valid");
        refresh(ended.refresh()).expect(401, "token_not_valid");
        profile(other.access()).expect(200);
        refresh(other.refresh()).expect(200);
    }

    @Test
    void blacklist_refusesSecondTime() {
        Pair pair = SERVER.signIn("ada");
        blacklist(pair.refresh()).expect(200);
        blacklist(pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void blacklist_refusesAccessTokenAndRubbish() {
        Pair pair = SERVER.signIn("ada");
        blacklist(pair.access()).expect(401, "token_not_valid");
        blacklist("rubbish").expect(401, "token_not_valid");
        profile(pair.access()).expect(200);
    }

    @Test
    void blacklist_refusesMissingToken() {
        SERVER.client().post("/api/token/blacklist/").jsonText("{}").send().expectFields("refresh");
    }

    @Test
    void takeNoNotice_ofAuthorizationHeaderOrSession() {
        Pair pair = SERVER.signIn("ada");
        for (String path : new String[] {"/api/token/verify/", "/api/token/refresh/", "/api/token/blacklist/"}) {
            SERVER.client()
                    .post(path)
                    .authorization("Bearer a b c")
                    .header("Cookie", "keycard=stale")
                    .json("token", pair.access(), "refresh", pair.refresh())
                    .send()
                    .expect(200);
        }
    }

    private static Reply verify(String token) {
        return SERVER.client().post("/api/token/verify/").json("token", token).send();
    }

    private static Reply blacklist(String token) {
        return SERVER.client()
                .post("/api/token/blacklist/")
                .json("refresh", token)
                .send();
    }

    private static Reply refresh(String token) {
        return SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", token)
                .send();
    }

    private static Reply profile(String token) {
        return SERVER.client().get("/api/profile/").bearer(token).send();
    }
}
