package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.testkit.Race;
import dev.keycard.user.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code POST /api/token/refresh/}, and what a login's limits, its grace and a theft mean to it. */
class RefreshTest {

    /** One begins the next generation, and thirty are given the same. */
    private static final int CONTENDERS = 31;

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @AutoClose
    private static final RunningServer WITHOUT_ROTATION = RunningServer.start(
            Config.jwt(jwt -> jwt.withRefresh(false, jwt.issuing().refreshGrace())));

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        WITHOUT_ROTATION.user("ada");
    }

    @Test
    void rotation_givesNewPairOfTheSameLogin() {
        Pair first = SERVER.signIn("ada");
        SERVER.advance(Duration.ofSeconds(2));
        Reply reply = refresh(first).expect(200);
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("access", "refresh");
        Pair second = Pair.of(reply);
        assertThat(second.login()).isEqualTo(first.login());
        assertThat(second.refreshClaims().getJWTID())
                .isNotEqualTo(first.refreshClaims().getJWTID());
        assertThat(second.accessClaims().getJWTID())
                .isNotEqualTo(first.accessClaims().getJWTID());
        profile(second).expect(200);
    }

    @Test
    void refuses_missingField() {
        SERVER.client().post("/api/token/refresh/").jsonText("{}").send().expectFields("refresh");
    }

    @Test
    void refuses_accessTokenAndRubbish() {
        Pair pair = SERVER.signIn("ada");
        refresh(SERVER, pair.access()).expect(401, "token_not_valid");
        refresh(SERVER, "rubbish").expect(401, "token_not_valid");
    }

    @Test
    void withinGrace_predecessorGetsTheSameSuccessor() {
        Pair first = SERVER.signIn("ada");
        Pair successor = Pair.of(refresh(first).expect(200));
        SERVER.advance(Duration.ofSeconds(30));
        Pair again = Pair.of(refresh(first).expect(200));
        assertThat(again.refreshClaims().getClaims())
                .isEqualTo(successor.refreshClaims().getClaims());
        assertThat(again.accessClaims().getClaims())
                .isEqualTo(successor.accessClaims().getClaims());
        refresh(successor).expect(200);
    }

    @Test
    void afterGrace_reuseEndsTheLogin_itsAccessTokensAtOnce_andIsTold() {
        Pair first = SERVER.signIn("ada");
        Pair second = Pair.of(refresh(first).expect(200));
        profile(second).expect(200);
        SERVER.advance(Duration.ofSeconds(30).plusMillis(1));
        profile(second).expect(200);
        refresh(first).expect(401, "token_not_valid");
        profile(first).expect(401, "token_not_valid");
        profile(second).expect(401, "token_not_valid");
        refresh(second).expect(401, "token_not_valid");
        assertThat(thefts(first)).hasSize(1);
    }

    @Test
    void withinGrace_olderGenerationIsTheft() {
        Pair first = SERVER.signIn("ada");
        Pair second = Pair.of(refresh(first).expect(200));
        Pair third = Pair.of(refresh(second).expect(200));
        refresh(first).expect(401, "token_not_valid");
        refresh(third).expect(401, "token_not_valid");
        profile(third).expect(401, "token_not_valid");
        assertThat(thefts(first)).hasSize(1);
    }

    @Test
    void theft_leavesOtherLoginsAlone() {
        Pair other = SERVER.signIn("ada");
        Pair first = SERVER.signIn("ada");
        refresh(Pair.of(refresh(first).expect(200))).expect(200);
        refresh(first).expect(401, "token_not_valid");
        profile(other).expect(200);
        refresh(other).expect(200);
    }

    @Test
    void twoRotationsWithinOneSecond_areNotConfused() {
        Pair first = SERVER.signIn("ada");
        Pair second = Pair.of(refresh(first).expect(200));
        Pair third = Pair.of(refresh(second).expect(200));
        assertThat(List.of(
                        first.refreshClaims().getJWTID(),
                        second.refreshClaims().getJWTID(),
                        third.refreshClaims().getJWTID()))
                .doesNotHaveDuplicates();
        refresh(third).expect(200);
    }

    @Test
    void idleLimit_isRenewedByEachRotation_andRefuses() {
        Pair pair = SERVER.signIn("ada");
        SERVER.advance(Duration.ofDays(1).minusSeconds(1));
        Pair next = Pair.of(refresh(pair).expect(200));
        SERVER.advance(Duration.ofDays(1).minusSeconds(1));
        Pair last = Pair.of(refresh(next).expect(200));
        SERVER.advance(Duration.ofDays(1));
        refresh(last).expect(401, "token_not_valid");
    }

    @Test
    void absoluteLimit_isThirtyDays_howeverOftenRefreshed() {
        Pair pair = SERVER.signIn("ada");
        for (int halfDay = 0; halfDay < 59; halfDay++) {
            SERVER.advance(Duration.ofHours(12));
            pair = Pair.of(refresh(pair).expect(200));
        }
        SERVER.advance(Duration.ofHours(12).minusMinutes(1));
        pair = Pair.of(refresh(pair).expect(200));
        profile(pair).expect(200);
        SERVER.advance(Duration.ofMinutes(1));
        profile(pair).expect(401, "token_not_valid");
        refresh(pair).expect(401, "token_not_valid");
    }

    @Test
    void rotationOff_givesAccessOnly_andKeepsTheRefreshToken() {
        Pair pair = WITHOUT_ROTATION.signIn("ada");
        WITHOUT_ROTATION.advance(Duration.ofMinutes(10));
        Reply reply = refresh(WITHOUT_ROTATION, pair.refresh()).expect(200);
        assertThat(reply.json().propertyNames()).containsExactly("access");
        profile(WITHOUT_ROTATION, reply.text("access")).expect(200);
        refresh(WITHOUT_ROTATION, pair.refresh()).expect(200);
        WITHOUT_ROTATION.advance(Duration.ofDays(1));
        refresh(WITHOUT_ROTATION, pair.refresh()).expect(401, "token_not_valid");
    }

    @Test
    void afterPasswordChange_saysSo() {
        SERVER.user("changer");
        Pair other = SERVER.signIn("changer");
        SERVER.client()
                .post("/api/password/change/")
                .bearer(SERVER.signIn("changer").access())
                .json("old_password", PASSWORD, "new_password", "another-Lantern-9")
                .send()
                .expect(204);
        refresh(other).expect(401, "password_changed");
    }

    @Test
    void deactivatedUser_isNoActiveAccount_alsoAfterComingBack() {
        User user = SERVER.user("leaver");
        Pair pair = SERVER.signIn("leaver");
        SERVER.setActive(user, false);
        refresh(pair).expect(401, "no_active_account");
        SERVER.setActive(user, true);
        refresh(pair).expect(401, "no_active_account");
    }

    @Test
    void deletedUser_isNoActiveAccount() {
        User user = SERVER.user("goner");
        Pair pair = SERVER.signIn("goner");
        SERVER.stores().users().delete(user.id(), AuditContext.at(SERVER.clock().instant()));
        refresh(pair).expect(401, "no_active_account");
    }

    @Test
    void concurrentRefreshes_allGetOneAndTheSameSuccessor() throws Exception {
        Pair first = SERVER.signIn("ada");
        List<Reply> replies;
        try (Race race = new Race(CONTENDERS)) {
            replies = race.run(() -> refresh(first));
        }
        assertThat(replies).hasSize(CONTENDERS).allSatisfy(reply -> reply.expect(200));
        assertThat(replies.stream()
                        .map(reply -> Pair.of(reply).refreshClaims().getClaims())
                        .distinct())
                .hasSize(1);
        assertThat(replies.stream()
                        .map(reply -> Pair.of(reply).accessClaims().getClaims())
                        .distinct())
                .hasSize(1);
        refresh(Pair.of(replies.get(0))).expect(200);
        assertThat(thefts(first)).isEmpty();
    }

    private static List<AuthEvent.RefreshReused> thefts(Pair pair) {
        return SERVER.events().of(AuthEvent.RefreshReused.class).stream()
                .filter(event -> event.login().text().equals(pair.login()))
                .toList();
    }

    private static Reply refresh(Pair pair) {
        return refresh(SERVER, pair.refresh());
    }

    private static Reply refresh(RunningServer server, String token) {
        return server.client()
                .post("/api/token/refresh/")
                .json("refresh", token)
                .send();
    }

    private static Reply profile(Pair pair) {
        return profile(SERVER, pair.access());
    }

    private static Reply profile(RunningServer server, String token) {
        return server.client().get("/api/profile/").bearer(token).send();
    }

    /** Yesterday's logins are older than the new limit: refused, and no fault. */
    @Test
    void shortenedLoginLifetime_refusesOlderLogins() {
        SERVER.user("yesterday");
        Pair pair = SERVER.signIn("yesterday");
        SERVER.advance(Duration.ofHours(23));
        Duration hour = Duration.ofHours(1);
        try (RunningServer shorter = SERVER.configuredOtherwise(
                Config.jwt(jwt -> jwt.withLifetimes(jwt.issuing().accessLifetime(), hour, hour)))) {
            refresh(shorter, pair.refresh()).expect(401, "token_not_valid");
            shorter.client()
                    .post("/api/token/verify/")
                    .json("token", pair.refresh())
                    .send()
                    .expect(401, "token_not_valid");
            refresh(shorter, shorter.signIn("yesterday").refresh()).expect(200);
        }
        refresh(pair).expect(200);
    }

    @Test
    void shortenedLoginLifetime_refusesOlderLogins_withoutRotationToo() {
        SERVER.user("still");
        Pair pair = SERVER.signIn("still");
        SERVER.advance(Duration.ofHours(2));
        Duration hour = Duration.ofHours(1);
        try (RunningServer shorter = SERVER.configuredOtherwise(Config.jwt(jwt ->
                jwt.withLifetimes(jwt.issuing().accessLifetime(), hour, hour).withRefresh(false, Duration.ZERO)))) {
            refresh(shorter, pair.refresh()).expect(401, "token_not_valid");
        }
    }

    @Test
    void shortenedRefreshLifetime_refusesTokensThatAreOlder_andLengthenedLimitsRefuseNothing() {
        SERVER.user("shorter");
        Pair pair = SERVER.signIn("shorter");
        SERVER.advance(Duration.ofHours(2));
        try (RunningServer shorter = SERVER.configuredOtherwise(Config.jwt(
                jwt -> jwt.withLifetimes(jwt.issuing().accessLifetime(), Duration.ofHours(1), Duration.ofDays(30))))) {
            refresh(shorter, pair.refresh()).expect(401, "token_not_valid");
        }
        try (RunningServer longer = SERVER.configuredOtherwise(
                Config.jwt(jwt -> jwt.withLifetimes(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(90))))) {
            profile(longer, Pair.of(refresh(longer, pair.refresh()).expect(200)).access())
                    .expect(200);
        }
    }

    @Test
    void clockSetBackByAnHour_givesAUsedTokenNothing_andEndsTheLogin() {
        try (RunningServer server =
                RunningServer.start(Config.jwt(jwt -> jwt.withRefresh(true, Duration.ofSeconds(1))))) {
            server.user("ada");
            server.advance(Duration.ofHours(2));
            Pair first = server.signIn("ada");
            server.advance(Duration.ofSeconds(10));
            Pair second = Pair.of(refresh(server, first.refresh()).expect(200));
            server.clock().set(server.clock().instant().minus(Duration.ofHours(1)));
            refresh(server, first.refresh()).expect(401, "token_not_valid");
            refresh(server, second.refresh()).expect(401, "token_not_valid");
            assertThat(server.events().of(AuthEvent.RefreshReused.class)).hasSize(1);
        }
    }
}
