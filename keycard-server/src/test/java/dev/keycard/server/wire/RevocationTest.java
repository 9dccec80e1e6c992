package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Entropy;
import dev.keycard.id.TimeId;
import dev.keycard.password.Argon2Cost;
import dev.keycard.password.Argon2Hasher;
import dev.keycard.server.testing.TestNode;
import dev.keycard.user.User;
import dev.keycard.user.UserChange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Access tokens die with their login: at once on the node that ended it, within a poll of the feed elsewhere. */
class RevocationTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @AutoClose
    private static final TestNode ELSEWHERE = SERVER.anotherProcess();

    @Test
    void logoutAll_endsAllLoginsAtOnce_sessionsAndApiTokensToo() {
        SERVER.user("all");
        Pair one = SERVER.signIn("all");
        Pair two = SERVER.signIn("all");
        Browser browser = Browser.signedIn(SERVER, "all");
        String apiToken = apiToken("all");
        seen(one, two);
        SERVER.client().post("/api/logout-all/").bearer(one.access()).send().expect(204);
        profile(one).expect(401, "token_not_valid");
        profile(two).expect(401, "token_not_valid");
        refresh(two).expect(401, "token_not_valid");
        assertThat(browser.isSignedIn()).isFalse();
        SERVER.client()
                .get("/api/profile/")
                .authorization("Token " + apiToken)
                .send()
                .expect(401, "authentication_failed");
    }

    @Test
    void logoutAllAndNewSignInWithinOneMillisecond_areNotConfused() {
        SERVER.user("quick");
        Instant frozen = SERVER.clock().instant();
        Pair old = SERVER.signIn("quick");
        seen(old);
        for (int round = 0; round < 5; round++) {
            SERVER.client().post("/api/logout-all/").bearer(old.access()).send().expect(204);
            Pair fresh = SERVER.signIn("quick");
            profile(old).expect(401, "token_not_valid");
            refresh(old).expect(401, "token_not_valid");
            profile(fresh).expect(200);
            Pair next = Pair.of(refresh(fresh).expect(200));
            profile(next).expect(200);
            old = next;
        }
        assertThat(SERVER.clock().instant()).isEqualTo(frozen);
    }

    @Test
    void logoutAllElsewhere_andNewSignInHereWithinOneMillisecond_areNotConfused() {
        User user = SERVER.user("quick-elsewhere");
        Pair old = SERVER.signIn("quick-elsewhere");
        seen(old);
        ELSEWHERE
                .keycard()
                .logins()
                .endAll(user.id(), AuditContext.at(SERVER.clock().instant()));
        Pair fresh = SERVER.signIn("quick-elsewhere");
        profile(fresh).expect(200);
        eventuallyRefused(old, "token_not_valid");
        profile(fresh).expect(200);
        refresh(fresh).expect(200);
    }

    @Test
    void passwordChange_endsTheOthersAtOnce_butNotTheCallersOwn() {
        SERVER.user("changer");
        Pair own = SERVER.signIn("changer");
        Pair other = SERVER.signIn("changer");
        Browser browser = Browser.signedIn(SERVER, "changer");
        seen(own, other);
        SERVER.client()
                .post("/api/password/change/")
                .bearer(own.access())
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(204);
        profile(other).expect(401, "token_not_valid");
        assertThat(browser.isSignedIn()).isFalse();
        profile(own).expect(200);
        profile(Pair.of(refresh(own).expect(200))).expect(200);
    }

    @Test
    void logoutOfSession_endsThatSessionAlone() {
        SERVER.user("browsing");
        Browser one = Browser.signedIn(SERVER, "browsing");
        Browser two = Browser.signedIn(SERVER, "browsing");
        String ended = one.session();
        one.send(one.proven("POST", "/api/session/logout/")).expect(204);
        one.plant(Browser.SESSION, ended).profile().expect(401, "not_authenticated");
        two.profile().expect(200);
    }

    static Stream<Arguments> endingsElsewhere() {
        return Stream.of(
                ending(
                        "one login",
                        "token_not_valid",
                        (node, login) -> node.keycard()
                                .logins()
                                .endByStaff(
                                        login.id(),
                                        AuditContext.at(SERVER.clock().instant()))),
                ending(
                        "all logins",
                        "token_not_valid",
                        (node, login) -> node.keycard()
                                .logins()
                                .endAll(
                                        login.user().id(),
                                        AuditContext.at(SERVER.clock().instant()))),
                ending(
                        "new password",
                        "token_not_valid",
                        (node, login) -> node.stores()
                                .users()
                                .changePassword(
                                        login.user().id(),
                                        login.user().credentialVersion(),
                                        new Argon2Hasher(Argon2Cost.defaults(), Entropy.secure())
                                                .hash("another-Lantern-9"),
                                        null,
                                        AuditContext.at(SERVER.clock().instant()))),
                ending(
                        "deactivation",
                        "user_inactive",
                        (node, login) -> node.stores()
                                .users()
                                .update(
                                        login.user().id(),
                                        UserChange.ofActive(false),
                                        AuditContext.at(SERVER.clock().instant()))),
                ending(
                        "deletion",
                        "user_not_found",
                        (node, login) -> node.stores()
                                .users()
                                .delete(
                                        login.user().id(),
                                        AuditContext.at(SERVER.clock().instant()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endingsElsewhere")
    void endedByAnotherProcess_isRefusedWithinAPoll(String name, String code, BiConsumer<TestNode, UserLogin> ending) {
        User user = SERVER.user("ended-by-" + name.replace(' ', '-'));
        Pair pair = SERVER.signIn(user.username());
        Browser browser = Browser.signedIn(SERVER, user.username());
        seen(pair);
        ending.accept(ELSEWHERE, new UserLogin(user, TimeId.parse(pair.login()).orElseThrow()));
        eventuallyRefused(pair, code);
        refresh(pair).expect(401);
        assertThat(browser.isSignedIn()).isEqualTo(name.equals("one login"));
    }

    @Test
    void apiTokenEndedByAnotherProcess_isRefusedWithinAPoll() {
        User user = SERVER.user("token-holder");
        String token = apiToken("token-holder");
        Outgoing request = SERVER.client().get("/api/profile/").authorization("Token " + token);
        request.send().expect(200);
        TimeId id = SERVER.node().keycard().apiTokens().live(user.id()).get(0).id();
        assertThat(ELSEWHERE
                        .keycard()
                        .apiTokens()
                        .end(user.id(), id, AuditContext.at(SERVER.clock().instant())))
                .isTrue();
        Eventually.holds("the token is refused", () -> request.send().status() == 401);
    }

    @Test
    void userChangedByAnotherProcess_isSeenWithinAPoll() {
        User user = SERVER.user("promoted");
        Pair pair = SERVER.signIn("promoted");
        seen(pair);
        UserChange promotion = UserChange.builder().staff(true).tier("gold").build();
        assertThat(ELSEWHERE
                        .stores()
                        .users()
                        .update(
                                user.id(),
                                promotion,
                                AuditContext.at(SERVER.clock().instant())))
                .isPresent();
        Eventually.holds(
                "staff", () -> profile(pair).expect(200).json().get("is_staff").booleanValue());
        SERVER.client().get("/api/admin/users/").bearer(pair.access()).send().expect(200);
    }

    @Test
    void keyRotatedByAnotherProcess_isUsedWithinAPoll_andOldTokensStayGood() {
        SERVER.user("keyed");
        Pair old = SERVER.signIn("keyed");
        String kid = ELSEWHERE
                .keycard()
                .keys()
                .rotate(Duration.ZERO, AuditContext.at(SERVER.clock().instant()))
                .kid();
        Eventually.holds(
                "the new key is published",
                () -> SERVER.client()
                        .get("/.well-known/jwks.json")
                        .send()
                        .body()
                        .contains(kid));
        profile(old).expect(200);
        Pair fresh = Pair.of(refresh(old).expect(200));
        assertThat(fresh.access()).startsWith(Base64Url.encode(header(kid)));
        profile(fresh).expect(200);
    }

    @Test
    void wallClockSteppedBack_confusesNobody() {
        try (RunningServer server = RunningServer.start()) {
            server.user("timely");
            Pair before = server.signIn("timely");
            server.clock().set(server.clock().instant().minus(Duration.ofHours(1)));
            Pair after = server.signIn("timely");
            server.client()
                    .post("/api/logout-all/")
                    .bearer(after.access())
                    .send()
                    .expect(204);
            Pair fresh = server.signIn("timely");
            for (Pair ended : List.of(before, after)) {
                server.client()
                        .get("/api/profile/")
                        .bearer(ended.access())
                        .send()
                        .expect(401, "token_not_valid");
            }
            server.client().get("/api/profile/").bearer(fresh.access()).send().expect(200);
            server.client()
                    .post("/api/token/refresh/")
                    .json("refresh", fresh.refresh())
                    .send()
                    .expect(200);
        }
    }

    record UserLogin(User user, TimeId id) {}

    private static byte[] header(String kid) {
        return ("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    private static Arguments ending(String name, String code, BiConsumer<TestNode, UserLogin> act) {
        return Arguments.of(name, code, act);
    }

    private static void eventuallyRefused(Pair pair, String code) {
        Eventually.holds("the access token is refused", () -> profile(pair).status() == 401);
        profile(pair).expect(401, code);
    }

    /** The server has seen the tokens before: what it remembers of them must not outlive their login. */
    private static void seen(Pair... pairs) {
        List.of(pairs).forEach(pair -> profile(pair).expect(200));
    }

    private static Reply profile(Pair pair) {
        return SERVER.client().get("/api/profile/").bearer(pair.access()).send();
    }

    private static Reply refresh(Pair pair) {
        return SERVER.client()
                .post("/api/token/refresh/")
                .json("refresh", pair.refresh())
                .send();
    }

    private static String apiToken(String name) {
        return SERVER.client()
                .post("/api/token-auth/")
                .json("username", name, "password", PASSWORD)
                .send()
                .expect(200)
                .text("token");
    }
}
