package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.testkit.Race;
import dev.keycard.web.cookie.JwtCookies;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jwt.cookies: refresh}: the access token in the answer, the refresh token in a cookie that only one path sees. */
class RefreshCookieTest {

    private static final String REFRESH = "keycard_refresh";
    private static final String PATH = "/api/token/refresh/";
    private static final int TABS = 8;

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(Config.tokenCookies(JwtCookies.REFRESH));

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        SERVER.user("bob");
    }

    @Test
    void signIn_answersAccess_andHidesRefreshInACookie() {
        Reply reply = signIn(Browser.fresh(SERVER), "ada");
        assertThat(reply.json().propertyNames()).containsExactly("access");
        assertThat(attributes(reply.cookieLine(REFRESH)))
                .containsExactlyInAnyOrder("Path=/api/token/refresh", "SameSite=Strict", "Max-Age=86400", "HttpOnly");
        assertThat(attributes(reply.cookieLine(Browser.CSRF)))
                .contains("Path=/", "Max-Age=86400")
                .doesNotContain("HttpOnly");
        assertThat(reply.setsCookie("keycard_access")).isFalse();
        SERVER.client().get("/api/profile/").bearer(reply.text("access")).send().expect(200);
    }

    @Test
    void overTls_theCookieIsSecure_andFollowsAMovedPath() {
        try (RunningServer server = RunningServer.start(Config.all(
                Config.tokenCookies(JwtCookies.REFRESH),
                Config.secure(),
                Config.path("token-refresh", "/auth/renew/")))) {
            server.user("ada");
            Browser browser = Browser.fresh(server);
            Reply reply = signIn(browser, "ada");
            assertThat(attributes(reply.cookieLine("__Secure-keycard_refresh")))
                    .contains("Path=/auth/renew", "Secure", "HttpOnly", "SameSite=Strict");
            assertThat(attributes(reply.cookieLine(Browser.CSRF))).contains("Secure");
            browser.send(browser.proven("POST", "/auth/renew/")).expect(200);
            browser.send(browser.proven("POST", "/auth/renew")).expect(200);
        }
    }

    @Test
    void cookie_opensNothingButItsPath() {
        Browser browser = signedIn("ada");
        SERVER.client()
                .get("/api/profile/")
                .header("Cookie", REFRESH + "=" + browser.cookie(REFRESH))
                .send()
                .expect(401, "not_authenticated");
    }

    @Test
    void refresh_byCookie_rotatesIt_andKeepsTheCsrfToken() {
        Browser browser = signedIn("ada");
        String first = browser.cookie(REFRESH);
        String csrf = browser.csrf();
        SERVER.advance(Duration.ofSeconds(10));
        Reply reply = refresh(browser).expect(200);
        assertThat(reply.json().propertyNames()).containsExactly("access");
        assertThat(browser.cookie(REFRESH)).isNotEqualTo(first);
        assertThat(browser.csrf()).isEqualTo(csrf);
        SERVER.client().get("/api/profile/").bearer(reply.text("access")).send().expect(200);
    }

    @Test
    void refresh_byCookie_withoutProof_isRefused_andChangesNothing() {
        Browser browser = signedIn("ada");
        SERVER.advance(Duration.ofSeconds(10));
        refused(browser.send(browser.request("POST", PATH)), 403, "csrf_failed");
        refused(
                browser.send(browser.proven("POST", PATH).header("Origin", "https://evil.example")),
                403,
                "csrf_failed");
        refused(browser.send(browser.proven("POST", PATH).header("Sec-Fetch-Site", "same-site")), 403, "csrf_failed");
        refresh(browser).expect(200);
    }

    @Test
    void refresh_withTheProofOfAnotherLogin_isRefused() {
        Browser browser = signedIn("ada");
        browser.plant(Browser.CSRF, signedIn("ada").csrf());
        refused(refresh(browser), 403, "csrf_failed");
        browser.plant(Browser.CSRF, Browser.visiting(SERVER).csrf());
        refused(refresh(browser), 403, "csrf_failed");
    }

    @Test
    void refresh_withoutCookieOrField_hasNoCredentials() {
        SERVER.client().post(PATH).send().expect(401, "not_authenticated");
        SERVER.client().post(PATH).jsonText("{\"refresh\":null}").send().expectFields("refresh");
    }

    @Test
    void refresh_withTwoCookies_believesNeither() {
        Browser browser = signedIn("ada");
        String header = browser.cookieHeader() + "; keycard_refresh=" + browser.cookie(REFRESH);
        SERVER.client()
                .post(PATH)
                .header("Cookie", header + "; keycard_refresh=planted")
                .header("X-CSRFToken", browser.csrf())
                .send()
                .expect(401, "not_authenticated");
    }

    @Test
    void refresh_byField_isAnsweredThere_andNeedsNoProof_andSetsNoCookie() {
        Browser browser = signedIn("ada");
        Reply reply = SERVER.client()
                .post(PATH)
                .header("Origin", "https://evil.example")
                .form("refresh", browser.cookie(REFRESH))
                .send()
                .expect(200);
        assertThat(reply.json().propertyNames()).containsExactlyInAnyOrder("access", "refresh");
        assertThat(reply.headerLines("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void signIn_forcedByAnotherSite_isRefused(String header, String value) {
        refused(
                SERVER.client()
                        .post("/api/token/")
                        .header(header, value)
                        .form("username", "ada", "password", PASSWORD)
                        .send(),
                403,
                "csrf_failed");
    }

    @Test
    void tellingTheSession_leavesTheCsrfTokenOfTheTokens() {
        Browser browser = signedIn("ada");
        assertThat(browser.isSignedIn()).isFalse();
        refresh(browser).expect(200);
    }

    @Test
    void lostAnswer_withinGrace_getsTheSameSuccessor() {
        Browser browser = signedIn("ada");
        String first = browser.cookie(REFRESH);
        SERVER.advance(Duration.ofSeconds(10));
        refresh(browser).expect(200);
        Pair one = new Pair("", browser.cookie(REFRESH));
        browser.plant(REFRESH, first);
        refresh(browser).expect(200);
        Pair other = new Pair("", browser.cookie(REFRESH));
        assertThat(other.refreshClaims().getClaims())
                .isEqualTo(one.refreshClaims().getClaims());
    }

    @Test
    void loserOfARace_neverTakesTheWinnersCookie() {
        Browser browser = signedIn("ada");
        String first = browser.cookie(REFRESH);
        SERVER.advance(Duration.ofSeconds(10));
        refresh(browser).expect(200);
        SERVER.advance(Duration.ofSeconds(31));
        browser.plant(REFRESH, first);
        refused(refresh(browser), 401, "token_not_valid");
    }

    @Test
    void tabOnItsWayWithAnOlderCookie_isNoThief() {
        Browser browser = signedIn("ada");
        String first = browser.cookie(REFRESH);
        SERVER.advance(Duration.ofSeconds(10));
        refresh(browser).expect(200);
        SERVER.advance(Duration.ofSeconds(4));
        refresh(browser).expect(200);
        browser.plant(REFRESH, first);
        refresh(browser).expect(200);
    }

    @Test
    void eightTabs_refreshingAtOnce_stayOneLogin() throws Exception {
        Browser browser = signedIn("ada");
        try (Race race = new Race(TABS)) {
            for (int round = 0; round < 20; round++) {
                SERVER.advance(Duration.ofSeconds(40));
                List<Reply> replies = race.run(() -> refresh(browser));
                assertThat(replies).allSatisfy(reply -> {
                    reply.expect(200);
                    assertThat(attributes(reply.cookieLine(REFRESH))).contains("Max-Age=86400");
                });
                assertThat(replies.stream()
                                .map(reply -> new Pair("", reply.cookie(REFRESH))
                                        .refreshClaims()
                                        .getJWTID()))
                        .containsOnly(new Pair("", browser.cookie(REFRESH))
                                .refreshClaims()
                                .getJWTID());
            }
        }
        SERVER.advance(Duration.ofSeconds(40));
        refresh(browser).expect(200);
    }

    @Test
    void signOut_endsTheLogin_andClearsTheBrowser() {
        Browser browser = signedIn("ada");
        String access = refresh(browser).expect(200).text("access");
        String refresh = browser.cookie(REFRESH);
        Reply reply = browser.send(browser.proven("DELETE", PATH)).expect(204);
        assertThat(attributes(reply.cookieLine(REFRESH))).contains("Path=/api/token/refresh", "Max-Age=0");
        assertThat(browser.has(REFRESH)).isFalse();
        assertThat(browser.has(Browser.CSRF)).isFalse();
        SERVER.client().get("/api/profile/").bearer(access).send().expect(401, "token_not_valid");
        SERVER.client().post(PATH).json("refresh", refresh).send().expect(401, "token_not_valid");
    }

    @Test
    void signOut_ofALoginThatEndedElsewhere_stillClearsTheBrowser() {
        Browser browser = signedIn("ada");
        SERVER.client()
                .post("/api/token/blacklist/")
                .json("refresh", browser.cookie(REFRESH))
                .send()
                .expect(200);
        refused(refresh(browser), 401, "token_not_valid");
        browser.send(browser.proven("DELETE", PATH)).expect(204);
        assertThat(browser.has(REFRESH)).isFalse();
    }

    @Test
    void signOut_withoutProofOrCookie_isRefused() {
        Browser browser = signedIn("ada");
        refused(browser.send(browser.request("DELETE", PATH)), 403, "csrf_failed");
        refused(SERVER.client().delete(PATH).send(), 401, "not_authenticated");
        refresh(browser).expect(200);
    }

    @Test
    void blacklist_andLogoutAll_clearTheBrowserOfThatLoginOnly() {
        Browser browser = signedIn("ada");
        Browser another = signedIn("bob");
        browser.send(browser.request("POST", "/api/token/blacklist/").json("refresh", browser.cookie(REFRESH)))
                .expect(200);
        assertThat(browser.has(REFRESH)).isFalse();

        Browser again = signedIn("ada");
        Pair pairOfAda = new Pair(refresh(again).expect(200).text("access"), again.cookie(REFRESH));
        Reply foreign =
                another.send(another.request("POST", "/api/token/blacklist/").json("refresh", pairOfAda.refresh()));
        assertThat(foreign.expect(200).headerLines("Set-Cookie")).isEmpty();
        refresh(another).expect(200);

        Browser last = signedIn("ada");
        String access = refresh(last).expect(200).text("access");
        last.send(last.request("POST", "/api/logout-all/").bearer(access)).expect(204);
        assertThat(last.has(REFRESH)).isFalse();
        assertThat(last.has(Browser.CSRF)).isFalse();
    }

    @Test
    void signIn_takesTheSessionCookieAway_forABrowserHasOneLogin() {
        Browser browser = Browser.signedIn(SERVER, "bob");
        signIn(browser, "ada");
        assertThat(browser.has(Browser.SESSION)).isFalse();
        refresh(browser).expect(200);
    }

    @Test
    void withoutRotation_theRefreshCookieStays() {
        try (RunningServer server = RunningServer.start(Config.all(
                Config.tokenCookies(JwtCookies.REFRESH),
                Config.jwt(jwt -> jwt.withRefresh(false, jwt.issuing().refreshGrace()))))) {
            server.user("ada");
            Browser browser = Browser.fresh(server);
            signIn(browser, "ada");
            Reply reply = refresh(browser).expect(200);
            assertThat(reply.json().propertyNames()).containsExactly("access");
            assertThat(reply.headerLines("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void withoutCookies_thereIsNoSignOutByCookie() {
        try (RunningServer server = RunningServer.start()) {
            server.client().delete(PATH).send().expect(405, "method_not_allowed");
        }
    }

    private static Browser signedIn(String name) {
        Browser browser = Browser.fresh(SERVER);
        signIn(browser, name);
        return browser;
    }

    private static Reply signIn(Browser browser, String name) {
        return browser.send(browser.request("POST", "/api/token/").json("username", name, "password", PASSWORD))
                .expect(200);
    }

    private static Reply refresh(Browser browser) {
        return browser.send(browser.proven("POST", PATH));
    }

    /** No refusal touches a cookie. */
    private static void refused(Reply reply, int status, String code) {
        reply.expect(status, code);
        assertThat(reply.headerLines("Set-Cookie")).isEmpty();
    }

    private static List<String> attributes(String cookieLine) {
        List<String> parts = List.of(cookieLine.split("; ", -1));
        return parts.subList(1, parts.size());
    }
}
