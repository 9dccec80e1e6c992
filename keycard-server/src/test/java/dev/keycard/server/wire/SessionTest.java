package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keycard.session.SessionConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code /api/session/}, its sign-in and its sign-out. */
class SessionTest {

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
    }

    @Test
    void session_tellsAnonymousVisitor_andGivesCsrfCookieOnly() {
        Reply reply = SERVER.client().get("/api/session/").send().expect(200);
        assertThat(reply.body()).isEqualTo("{\"authenticated\":false}");
        assertThat(reply.headerLines("Set-Cookie")).hasSize(1);
        assertThat(attributes(reply.cookieLine(Browser.CSRF)))
                .contains("Path=/", "SameSite=Lax")
                .doesNotContain("HttpOnly", "Secure");
    }

    @Test
    void anonymousVisitors_leaveNoRow() {
        long before = Sql.count(SERVER.databaseFile(), "login");
        Browser browser = Browser.visiting(SERVER);
        browser.profile().expect(401);
        browser.send(browser.proven("POST", "/api/session/logout/")).expect(204);
        browser.send(browser.proven("POST", "/api/session/login/").json("username", "ada", "password", "wrong"))
                .expect(401);
        assertThat(Sql.count(SERVER.databaseFile(), "login")).isEqualTo(before);
    }

    @Test
    void session_keepsTheCsrfTokenOfAVisitor() {
        Browser browser = Browser.visiting(SERVER);
        String token = browser.csrf();
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.csrf()).isEqualTo(token);
    }

    @Test
    void signIn_givesProfile_sessionCookieAndNewCsrfCookie() {
        Browser browser = Browser.visiting(SERVER);
        String before = browser.csrf();
        Reply reply = browser.signIn("ada").expect(200);
        assertThat(reply.text("username")).isEqualTo("ada");
        assertThat(reply.cookie(Browser.SESSION)).matches("[A-Za-z0-9_-]{43}");
        assertThat(attributes(reply.cookieLine(Browser.SESSION)))
                .contains("Path=/", "SameSite=Lax", "HttpOnly", "Max-Age=1209600")
                .doesNotContain("Secure")
                .noneMatch(attribute -> attribute.startsWith("Domain"));
        assertThat(browser.csrf()).isNotEqualTo(before);
        assertThat(browser.isSignedIn()).isTrue();
        browser.profile().expect(200);
    }

    @Test
    void overTls_cookiesAreSecure_andTheSessionIsBoundToTheHost() {
        try (RunningServer server = RunningServer.start(Config.secure())) {
            server.user("ada");
            Browser browser = Browser.visiting(server);
            Reply reply = browser.signIn("ada").expect(200);
            assertThat(attributes(reply.cookieLine("__Host-keycard")))
                    .contains("Path=/", "SameSite=Lax", "HttpOnly", "Secure")
                    .noneMatch(attribute -> attribute.startsWith("Domain"));
            assertThat(attributes(reply.cookieLine(Browser.CSRF))).contains("Secure");
            assertThat(reply.setsCookie(Browser.SESSION)).isFalse();
            assertThat(reply.header("Strict-Transport-Security")).startsWith("max-age=");
            browser.profile().expect(200);
        }
    }

    @Test
    void signIn_takesForms() {
        Browser browser = Browser.visiting(SERVER);
        browser.send(browser.proven("POST", "/api/session/login/").form("username", "ada", "password", PASSWORD))
                .expect(200);
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void signIn_refusesBadCredentials() {
        Browser browser = Browser.visiting(SERVER);
        Reply reply = browser.send(
                        browser.proven("POST", "/api/session/login/").json("username", "ada", "password", "wrong"))
                .expect(401, "no_active_account");
        assertThat(reply.setsCookie(Browser.SESSION)).isFalse();
        browser.send(browser.proven("POST", "/api/session/login/").json()).expectFields("username", "password");
    }

    @Test
    void signIn_givesANewIdEachTime_andEndsTheOldSession() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        String first = browser.session();
        browser.signIn("ada").expect(200);
        assertThat(browser.session()).isNotEqualTo(first);
        browser.profile().expect(200);
        SERVER.client()
                .get("/api/profile/")
                .header("Cookie", "keycard=" + first)
                .send()
                .expect(401, "not_authenticated");
    }

    @Test
    void fixation_aPlantedIdIsWorthNothing() {
        String planted = "A".repeat(43);
        Browser victim = Browser.visiting(SERVER).plant(Browser.SESSION, planted);
        victim.signIn("ada").expect(200);
        assertThat(victim.session()).isNotEqualTo(planted);
        SERVER.client()
                .get("/api/profile/")
                .header("Cookie", "keycard=" + planted)
                .send()
                .expect(401, "not_authenticated");
    }

    @Test
    void twoSessionCookies_areNobodys() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        SERVER.client()
                .get("/api/profile/")
                .header("Cookie", browser.cookieHeader() + "; keycard=" + "A".repeat(43))
                .send()
                .expect(401, "not_authenticated");
    }

    @Test
    void signOut_endsTheSession_andRemovesItsCookie() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        String ended = browser.session();
        Reply reply = browser.send(browser.proven("POST", "/api/session/logout/"));
        assertThat(reply.expect(204).body()).isEmpty();
        assertThat(attributes(reply.cookieLine(Browser.SESSION))).contains("Max-Age=0", "Path=/");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.plant(Browser.SESSION, ended).isSignedIn()).isFalse();
    }

    @Test
    void signOut_withoutSession_needsTheCsrfTokenToo() {
        Browser browser = Browser.visiting(SERVER);
        browser.send(browser.request("POST", "/api/session/logout/")).expect(403, "csrf_failed");
        browser.send(browser.proven("POST", "/api/session/logout/")).expect(204);
    }

    @Test
    void idleLimit_endsAnUnseenSession() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        SERVER.advance(Duration.ofDays(2).minusMillis(1));
        assertThat(browser.isSignedIn()).isTrue();
        Browser unseen = Browser.signedIn(SERVER, "ada");
        SERVER.advance(Duration.ofDays(2));
        assertThat(unseen.isSignedIn()).isFalse();
        unseen.profile().expect(401, "not_authenticated");
    }

    @Test
    void idleLimit_isRenewedByBeingSeen_upToTheLifetime() {
        SessionConfig config = new SessionConfig(Duration.ofDays(10), Duration.ofDays(14));
        try (RunningServer server = RunningServer.start(Config.session(config))) {
            server.user("ada");
            Browser browser = Browser.signedIn(server, "ada");
            server.advance(Duration.ofDays(9));
            assertThat(browser.isSignedIn()).isTrue();
            server.node().keycard().close(); // An orderly stop writes who was seen; answers go on in this test.
            server.advance(Duration.ofDays(5).minusMillis(1));
            assertThat(browser.isSignedIn()).isTrue();
            server.advance(Duration.ofMillis(1));
            assertThat(browser.isSignedIn()).isFalse();
        }
    }

    private static List<String> attributes(String cookieLine) {
        List<String> parts = List.of(cookieLine.split("; ", -1));
        return parts.subList(1, parts.size());
    }

    @Test
    void shortenedLimits_endOlderSessions() {
        Browser browser = Browser.signedIn(SERVER, "ada");
        SERVER.advance(Duration.ofHours(2));
        for (SessionConfig shorter : new SessionConfig[] {
            new SessionConfig(Duration.ofHours(1), Duration.ofHours(1)),
            new SessionConfig(Duration.ofHours(1), Duration.ofDays(14))
        }) {
            try (RunningServer server = SERVER.configuredOtherwise(Config.session(shorter))) {
                browser.at(server).profile().expect(401, "not_authenticated");
            }
        }
        browser.profile().expect(200);
    }
}
