package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.user.NewUser;
import dev.keycard.web.cookie.JwtCookies;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code jwt.cookies: both}: scripts see no token, and what a cookie allows needs a proof on unsafe methods. */
class AccessCookieTest {

    private static final String ACCESS = "keycard_access";
    private static final String REFRESH = "keycard_refresh";
    private static final String PATH = "/api/token/refresh/";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(Config.tokenCookies(JwtCookies.BOTH));

    @BeforeAll
    static void users() {
        SERVER.user("ada");
        SERVER.user("bob");
    }

    @Test
    void signIn_answersNoToken_andSetsBothCookies() {
        Reply reply = signIn(Browser.fresh(SERVER), "ada");
        assertThat(reply.body()).isEqualTo("{}");
        assertThat(List.of(reply.cookieLine(ACCESS).split("; ", -1)))
                .contains("Path=/", "SameSite=Strict", "Max-Age=300", "HttpOnly");
        assertThat(reply.setsCookie(REFRESH)).isTrue();
        assertThat(reply.setsCookie(Browser.CSRF)).isTrue();
    }

    @Test
    void cookie_isAnAccessToken_fromMemory() {
        Browser browser = signedIn("ada");
        assertThat(browser.profile().expect(200).text("username")).isEqualTo("ada");
        assertThat(SERVER.node()
                        .api()
                        .api()
                        .answerFromMemory(new CookieRequest("/api/profile/", browser.cookieHeader())))
                .hasValueSatisfying(answer -> assertThat(answer.status()).isEqualTo(200));
    }

    @Test
    void unsafeMethods_needAProofBoundToTheLogin() {
        Browser browser = signedIn("ada");
        browser.send(browser.request("PATCH", "/api/profile/").json()).expect(403, "csrf_failed");
        browser.send(browser.proven("PATCH", "/api/profile/").json()).expect(200);
        browser.send(browser.proven("PATCH", "/api/profile/")
                        .header("Sec-Fetch-Site", "cross-site")
                        .json())
                .expect(403, "csrf_failed");
        browser.plant(Browser.CSRF, signedIn("ada").csrf());
        browser.send(browser.proven("PATCH", "/api/profile/").json()).expect(403, "csrf_failed");
    }

    @Test
    void header_decidesAlone() {
        Browser browser = signedIn("ada");
        browser.send(browser.request("GET", "/api/profile/").bearer("rubbish")).expect(401, "token_not_valid");
        String token = browser.cookie(ACCESS);
        SERVER.client().patch("/api/profile/").bearer(token).json().send().expect(200);
    }

    @ParameterizedTest
    @CsvSource({"rubbish", "Bearer x", "a b"})
    void badCookie_isNobodys(String value) {
        Browser browser = Browser.fresh(SERVER).plant(ACCESS, value);
        browser.profile().expect(401, "not_authenticated");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void refreshTokenInTheAccessCookie_isNobodys() {
        Browser browser = signedIn("ada");
        Browser.fresh(SERVER).plant(ACCESS, browser.cookie(REFRESH)).profile().expect(401, "not_authenticated");
    }

    @Test
    void sessionCookie_goesFirst() {
        Browser browser =
                Browser.signedIn(SERVER, "bob").plant(ACCESS, signedIn("ada").cookie(ACCESS));
        assertThat(browser.profile().expect(200).text("username")).isEqualTo("bob");
        browser.plant(Browser.SESSION, "A".repeat(43));
        assertThat(browser.profile().expect(200).text("username")).isEqualTo("ada");
    }

    @Test
    void expiredCookie_isRenewedByRefreshing() {
        Browser browser = signedIn("ada");
        SERVER.advance(Duration.ofMinutes(5));
        browser.profile().expect(401, "not_authenticated");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.send(browser.proven("POST", PATH)).expect(200).body())
                .isEqualTo("{}");
        browser.profile().expect(200);
        assertThat(browser.isSignedIn()).isTrue();
        browser.send(browser.proven("PATCH", "/api/profile/").json()).expect(200);
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /api/token/refresh/", "POST, /api/session/logout/", "POST, /api/logout-all/"})
    void signingOut_endsTheLogin_andClearsEveryCookie(String method, String path) {
        Browser browser = signedIn("ada");
        String access = browser.cookie(ACCESS);
        browser.send(browser.request(method, path)).expect(403, "csrf_failed");
        browser.send(browser.proven(method, path)).expect(204);
        assertThat(List.of(ACCESS, REFRESH, Browser.CSRF)).noneMatch(browser::has);
        SERVER.client().get("/api/profile/").bearer(access).send().expect(401, "token_not_valid");
        browser.plant(ACCESS, access).profile().expect(401, "not_authenticated");
    }

    @Test
    void tokensThatFitNoCookie_areNotCutOff() {
        try (RunningServer server = RunningServer.start(Config.tokenCookies(JwtCookies.BOTH))) {
            server.user("ada", draft -> withRoles(draft, 100));
            Reply fits = signIn(Browser.fresh(server), "ada");
            assertThat(fits.cookieLine(ACCESS).split(";", -1)[0].length()).isLessThan(4096);
            server.user("bob", draft -> withRoles(draft, 200));
            Reply refused = server.client()
                    .post("/api/token/")
                    .json("username", "bob", "password", PASSWORD)
                    .send()
                    .expect(500, "internal_error");
            assertThat(refused.headerLines("Set-Cookie")).isEmpty();
        }
    }

    private static NewUser withRoles(NewUser draft, int count) {
        return draft.with(user -> user.toBuilder().roles(roles(count)).build());
    }

    private static Set<String> roles(int count) {
        Set<String> roles = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            roles.add("department-role-" + (1000 + i));
        }
        return roles;
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
}
