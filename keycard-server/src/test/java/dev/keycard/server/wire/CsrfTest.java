package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session cookie on an unsafe method, and signing in, without a right CSRF token. */
class CsrfTest {

    private static final String HEADER = "X-CSRFToken";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
    }

    /** What another site can bring about, on a request that would be good otherwise. */
    static Stream<Arguments> otherSites() {
        return Stream.of(
                Arguments.of("Origin", "https://evil.example"),
                Arguments.of("Origin", "null"),
                Arguments.of("Origin", ""),
                Arguments.of("Origin", "https://127.0.0.1:" + SERVER.port()),
                Arguments.of("Origin", "http://127.0.0.1"),
                Arguments.of("Origin", "http://127.0.0.1:" + SERVER.port() + ".evil.example"),
                Arguments.of("Sec-Fetch-Site", "cross-site"),
                Arguments.of("Sec-Fetch-Site", "same-site"));
    }

    @Test
    void rightToken_isEnough() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        browser.send(browser.proven("PATCH", "/api/profile/").json()).expect(200);
    }

    @Test
    void rightToken_andOwnOrigin_isAccepted() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        browser.send(browser.proven("PATCH", "/api/profile/")
                        .header("Origin", "http://127.0.0.1:" + SERVER.port())
                        .header("Sec-Fetch-Site", "same-origin")
                        .json())
                .expect(200);
    }

    @Test
    void safeMethods_needNone() {
        Browser browser = Browser.signedIn(SERVER, "ada").drop(Browser.CSRF);
        browser.profile().expect(200);
        browser.send(browser.request("HEAD", "/api/profile/")).expect(200);
    }

    @Test
    void refuses_missingHeader() {
        refused(browser -> browser.request("PATCH", "/api/profile/"));
    }

    @Test
    void refuses_missingCookie() {
        refused(browser -> {
            String token = browser.csrf();
            return browser.drop(Browser.CSRF).request("PATCH", "/api/profile/").header(HEADER, token);
        });
    }

    @Test
    void refuses_headerThatIsNotTheCookie() {
        refused(browser -> browser.request("PATCH", "/api/profile/").header(HEADER, browser.csrf() + "x"));
    }

    @Test
    void refuses_headerThatIsAnotherTokenOfTheSameSession() {
        refused(browser -> {
            String first = browser.csrf();
            assertThat(browser.drop(Browser.CSRF).isSignedIn()).isTrue();
            assertThat(browser.csrf()).isNotEqualTo(first);
            return browser.request("PATCH", "/api/profile/").header(HEADER, first);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", ".", "x.", ".x", "x.y", "\"\""})
    void refuses_inventedToken_evenAsCookieAndHeader(String token) {
        refused(browser -> browser.plant(Browser.CSRF, token).proven("PATCH", "/api/profile/"));
    }

    @Test
    void refuses_tokenOfAnotherSession() {
        String anothers = Browser.signedIn(SERVER, "ada").csrf();
        refused(browser -> browser.plant(Browser.CSRF, anothers).proven("PATCH", "/api/profile/"));
    }

    @Test
    void refuses_anonymousToken_onASession() {
        String anonymous = Browser.visiting(SERVER).csrf();
        refused(browser -> browser.plant(Browser.CSRF, anonymous).proven("PATCH", "/api/profile/"));
    }

    @Test
    void refuses_tokenFromBeforeSigningIn() {
        Browser browser = Browser.visiting(SERVER);
        String before = browser.csrf();
        browser.signIn("ada").expect(200);
        browser.plant(Browser.CSRF, before);
        browser.send(browser.proven("PATCH", "/api/profile/").json()).expect(403, "csrf_failed");
    }

    @Test
    void refuses_twoCsrfCookies() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        SERVER.client()
                .patch("/api/profile/")
                .header("Cookie", browser.cookieHeader() + "; keycard_csrf=planted")
                .header(HEADER, browser.csrf())
                .json()
                .send()
                .expect(403, "csrf_failed");
    }

    @ParameterizedTest
    @MethodSource("otherSites")
    void refuses_otherSite_evenWithARightToken(String header, String value) {
        refused(browser -> browser.proven("PATCH", "/api/profile/").header(header, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/logout-all/",
                "POST /api/tokens/",
                "POST /api/password/change/",
                "POST /api/session/logout/",
                "DELETE /api/tokens/00000000-0000-7000-8000-000000000000/",
                "DELETE /api/logins/00000000-0000-7000-8000-000000000000/"
            })
    void refuses_everyUnsafeEndpoint(String endpoint) {
        Browser browser = Browser.signedIn(SERVER, "ada");
        String[] methodAndPath = endpoint.split(" ", -1);
        browser.send(browser.request(methodAndPath[0], methodAndPath[1])).expect(403, "csrf_failed");
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void signIn_withoutAnyToken_isRefused() {
        Browser browser = Browser.visiting(SERVER);
        browser.send(browser.request("POST", "/api/session/login/").json("username", "ada", "password", PASSWORD))
                .expect(403, "csrf_failed");
        SERVER.client()
                .post("/api/session/login/")
                .json("username", "ada", "password", PASSWORD)
                .send()
                .expect(403, "csrf_failed");
    }

    @ParameterizedTest
    @MethodSource("otherSites")
    void signIn_fromAnotherSite_isRefused(String header, String value) {
        Browser browser = Browser.visiting(SERVER);
        Reply reply = browser.send(browser.proven("POST", "/api/session/login/")
                        .header(header, value)
                        .json("username", "ada", "password", PASSWORD))
                .expect(403, "csrf_failed");
        assertThat(reply.setsCookie(Browser.SESSION)).isFalse();
    }

    @Test
    void signIn_withTokenOfAnotherSession_isRefused() {
        Browser browser = Browser.visiting(SERVER)
                .plant(Browser.CSRF, Browser.signedIn(SERVER, "ada").csrf());
        browser.signIn("ada").expect(403, "csrf_failed");
    }

    @Test
    void authorizationHeader_exempts_forTheCookieIsNotLookedAt() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        browser.request("PATCH", "/api/profile/")
                .bearer(SERVER.signIn("ada").access())
                .header("Origin", "https://evil.example")
                .json()
                .send()
                .expect(200);
    }

    @Test
    void publicOrigin_isTheOneThatCounts() {
        try (RunningServer server = RunningServer.start(Config.publicOrigin("https://api.example.org"))) {
            server.user("ada");
            Browser browser = Browser.signedIn(server, "ada");
            browser.send(browser.proven("PATCH", "/api/profile/")
                            .header("Origin", "https://api.example.org")
                            .json())
                    .expect(200);
            browser.send(browser.proven("PATCH", "/api/profile/")
                            .header("Origin", "http://127.0.0.1:" + server.port())
                            .json())
                    .expect(403, "csrf_failed");
        }
    }

    private static void refused(Function<Browser, Outgoing> attempt) {
        Browser browser = Browser.signedIn(SERVER, "ada");
        Outgoing change = attempt.apply(browser).json("first_name", "Mallory");
        browser.send(change).expect(403, "csrf_failed");
        assertThat(browser.profile().expect(200).text("first_name")).isEmpty();
    }
}
