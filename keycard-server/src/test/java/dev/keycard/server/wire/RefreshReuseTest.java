package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keycard.address.ClientAddresses;
import dev.keycard.address.ForwardedHeader;
import dev.keycard.address.Network;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuthEvent;
import dev.keycard.store.PageRequest;
import dev.keycard.user.User;
import dev.keycard.web.cookie.JwtCookies;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is given the same successor of a refresh token again, behind a proxy that tells where requests come from. */
class RefreshReuseTest {

    private static final String OWNER = "192.0.2.1";
    private static final String ELSEWHERE = "198.51.100.9";
    private static final String BROWSER = "Browser/1";

    @AutoClose
    private final RunningServer server = RunningServer.start(
            UnaryOperator.identity(),
            new ClientAddresses(List.of(Network.parse("127.0.0.0/8").orElseThrow()), ForwardedHeader.X_FORWARDED_FOR));

    private final User ada = server.user("ada");

    @Test
    void redeemer_getsTheSameSuccessor_thirtyTimes_andThenTheLoginEnds() {
        Pair first = signIn();
        Pair second = Pair.of(refresh(first, OWNER, BROWSER).expect(200));
        server.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 30; i++) {
            assertThat(Pair.of(refresh(first, OWNER, BROWSER).expect(200))
                            .refreshClaims()
                            .getClaims())
                    .isEqualTo(second.refreshClaims().getClaims());
        }
        refresh(first, OWNER, BROWSER).expect(401, "token_not_valid");
        ended(second);
    }

    @Test
    void othersWithinTwoSeconds_getTheSame_threeTimes_andThenTheLoginEnds() {
        Pair first = signIn();
        Pair second = Pair.of(refresh(first, OWNER, BROWSER).expect(200));
        server.advance(Duration.ofSeconds(2));
        refresh(first, ELSEWHERE, BROWSER).expect(200);
        refresh(first, OWNER, "Another/2").expect(200);
        refresh(first, "203.0.113.5", "Third/3").expect(200);
        refresh(first, OWNER, BROWSER).expect(200);
        refresh(first, ELSEWHERE, BROWSER).expect(401, "token_not_valid");
        ended(second);
    }

    @Test
    void othersAfterTwoSeconds_endTheLogin() {
        for (String[] other : new String[][] {{ELSEWHERE, BROWSER}, {OWNER, "Another/2"}, {ELSEWHERE, "Another/2"}}) {
            Pair first = signIn();
            Pair second = Pair.of(refresh(first, OWNER, BROWSER).expect(200));
            server.advance(Duration.ofSeconds(2).plusMillis(1));
            refresh(first, OWNER, BROWSER).expect(200);
            refresh(first, other[0], other[1]).expect(401, "token_not_valid");
            ended(second);
        }
    }

    @Test
    void addressesOfOneIpv6Network_areOneClient() {
        Pair first = signIn();
        refresh(first, "2001:db8:1:2::1", BROWSER).expect(200);
        server.advance(Duration.ofSeconds(20));
        refresh(first, "2001:db8:1:2:aaaa::2", BROWSER).expect(200);
        refresh(first, "2001:db8:1:3::1", BROWSER).expect(401, "token_not_valid");
    }

    /** The attack as it was: poll, come within the grace of each refresh, for ever and without a trace. */
    @Test
    void thiefWhoFollowsTheLogin_isObserved_andEndsItAtTheThirdGeneration() {
        Pair held = signIn();
        for (int time = 1; time <= 3; time++) {
            Pair next = Pair.of(refresh(held, OWNER, BROWSER).expect(200));
            server.advance(Duration.ofMillis(500));
            refresh(held, ELSEWHERE, "curl/8").expect(time < 3 ? 200 : 401);
            assertThat(server.events().of(AuthEvent.RefreshRepeated.class).stream()
                            .filter(event -> !event.sameClient()))
                    .hasSize(Math.min(time, 2));
            server.advance(Duration.ofMinutes(4));
            held = next;
        }
        ended(held);
    }

    @Test
    void eachRepetition_isInTheAudit() {
        Pair first = signIn();
        refresh(first, OWNER, BROWSER).expect(200);
        refresh(first, OWNER, BROWSER).expect(200);
        refresh(first, ELSEWHERE, BROWSER).expect(200);
        server.node().keycard().close(); // An orderly stop writes what was observed.
        assertThat(server.stores()
                        .audit()
                        .list(new AuditFilter(ada.id(), "refresh_repeated"), PageRequest.first(10))
                        .items())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.details()).containsEntry("login", first.login()))
                .extracting(entry -> entry.details().get("client"), entry -> entry.address())
                .containsExactlyInAnyOrder(tuple("same", OWNER), tuple("other", ELSEWHERE));
    }

    @Test
    void thiefWhoIsFirst_isFoundWhenTheOwnerComes() {
        Pair first = signIn();
        Pair stolen = Pair.of(refresh(first, ELSEWHERE, "curl/8").expect(200));
        server.advance(Duration.ofSeconds(5));
        refresh(first, OWNER, BROWSER).expect(401, "token_not_valid");
        ended(stolen);
    }

    @Test
    void currentToken_isGoodFromEverywhere() {
        Pair held = signIn();
        for (int network = 1; network < 30; network++) {
            held = Pair.of(
                    refresh(held, "192.0.2." + network, BROWSER + network).expect(200));
            server.advance(Duration.ofSeconds(3));
        }
        assertThat(server.events().of(AuthEvent.RefreshRepeated.class)).isEmpty();
    }

    /** A cookie that is shared by tabs is given again without a rotation, but not to somebody else who copied it. */
    @Test
    void sharedCookie_fromElsewhere_isGivenAgainForTwoSecondsOnly_andObserved() {
        try (RunningServer cookies = RunningServer.start(Config.tokenCookies(JwtCookies.REFRESH))) {
            cookies.user("ada");
            Browser browser = Browser.fresh(cookies);
            browser.send(browser.request("POST", "/api/token/").json("username", "ada", "password", PASSWORD))
                    .expect(200);
            cookies.advance(Duration.ofSeconds(10));
            cookie(browser, BROWSER).expect(200);
            String given = browser.cookie("keycard_refresh");
            cookies.advance(Duration.ofSeconds(2));
            cookie(browser, BROWSER).expect(200);
            assertThat(cookies.events().of(AuthEvent.RefreshRepeated.class)).isEmpty();
            cookie(browser, "curl/8").expect(200);
            assertThat(cookies.events().of(AuthEvent.RefreshRepeated.class)).hasSize(1);
            cookies.advance(Duration.ofMillis(1));
            cookie(browser, "curl/8").expect(200);
            assertThat(new Pair("", browser.cookie("keycard_refresh"))
                            .refreshClaims()
                            .getJWTID())
                    .as("a rotation, which its owner will notice")
                    .isNotEqualTo(new Pair("", given).refreshClaims().getJWTID());
        }
    }

    private static Reply cookie(Browser browser, String agent) {
        return browser.send(browser.proven("POST", "/api/token/refresh/").header("User-Agent", agent));
    }

    private void ended(Pair pair) {
        refresh(pair, OWNER, BROWSER).expect(401, "token_not_valid");
        server.client()
                .get("/api/profile/")
                .bearer(pair.access())
                .header("X-Forwarded-For", OWNER)
                .send()
                .expect(401, "token_not_valid");
        assertThat(server.events().of(AuthEvent.RefreshReused.class).stream()
                        .filter(event -> event.login().text().equals(pair.login())))
                .hasSize(1);
    }

    private Pair signIn() {
        return Pair.of(server.client()
                .post("/api/token/")
                .header("X-Forwarded-For", OWNER)
                .header("User-Agent", BROWSER)
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(200));
    }

    private Reply refresh(Pair pair, String address, String agent) {
        return server.client()
                .post("/api/token/refresh/")
                .header("X-Forwarded-For", address)
                .header("User-Agent", agent)
                .json("refresh", pair.refresh())
                .send();
    }
}
