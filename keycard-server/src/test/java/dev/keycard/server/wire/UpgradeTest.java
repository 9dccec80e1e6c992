package dev.keycard.server.wire;

import dev.keycard.permission.Permission;
import dev.keycard.permission.Permissions;
import dev.keycard.user.User;
import dev.keycard.web.authcheck.AuthCheckConfig;
import dev.keycard.web.authcheck.PathPattern;
import dev.keycard.web.authcheck.ProxyHeaders;
import dev.keycard.web.authcheck.Rule;
import dev.keycard.web.cookie.JwtCookies;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The handshake of a WebSocket with a cookie, through {@code /auth/check} and directly: a browser sends it for a page of any
 * site, and after it both sides send what they like. So it counts as unsafe, and {@code Origin} has to name a page of this site.
 */
class UpgradeTest {

    private static final String VERSION = "Sec-WebSocket-Version: 13";
    private static final String KEY = "Sec-WebSocket-Key: MTIzNDU2Nzg5MDEyMzQ1Ng==";
    private static final String UPGRADE = "Upgrade: websocket";

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start(Config.all(
            Config.tokenCookies(JwtCookies.BOTH),
            Config.authCheck(new AuthCheckConfig(
                    ProxyHeaders.EITHER,
                    List.of(
                            rule("/socket", Permissions.IS_AUTHENTICATED),
                            rule("/open", Permissions.IS_AUTHENTICATED_OR_READ_ONLY))))));

    private static User ada;
    private static String session;
    private static String accessCookie;

    @BeforeAll
    static void signIn() {
        ada = SERVER.user("ada");
        session = "Cookie: " + Browser.signedIn(SERVER, "ada").cookieHeader();
        Browser tokens = Browser.fresh(SERVER);
        tokens.send(tokens.request("POST", "/api/token/").json("username", "ada", "password", RunningServer.PASSWORD))
                .expect(200);
        accessCookie = "Cookie: keycard_access=" + tokens.cookie("keycard_access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                UPGRADE + "\r\n" + VERSION + "\r\n" + KEY,
                UPGRADE,
                VERSION,
                KEY,
                "upgrade: h2c",
                "sec-websocket-key: x",
                "Upgrade:"
            })
    void refuses_handshake_ofAnotherSite_orOfNoSite_inEverySpelling(String handshake) {
        for (String cookie : new String[] {session, accessCookie}) {
            check("GET", cookie, handshake).expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: https://evil.example").expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: null").expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: " + site() + ".evil.example")
                    .expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: " + site(), "Origin: https://evil.example")
                    .expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: " + site(), "Sec-Fetch-Site: cross-site")
                    .expect(403, "csrf_failed");
            check("GET", cookie, handshake, "Origin: " + site()).expect(204);
        }
    }

    @Test
    void extendedConnect_isAHandshakeToo_andAnotherConnectNeedsAProof() {
        check("CONNECT", session, VERSION).expect(403, "csrf_failed");
        check("CONNECT", session, VERSION, "Origin: https://evil.example").expect(403, "csrf_failed");
        check("CONNECT", session, VERSION, "Origin: " + site()).expect(204);
        check("CONNECT", session, "Origin: " + site()).expect(403, "csrf_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void otherMethods_areNotExcusedByAHandshake(String method) {
        check(method, session, UPGRADE, VERSION, KEY, "Origin: " + site()).expect(403, "csrf_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "Get", "connect", "post"})
    void methodInLowerCase_isNone(String method) {
        check(method, session).expect(403, "permission_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "x-http-method", "X-Method-Override"})
    void otherMethodForTheService_isRefused(String header) {
        check("GET", session, header + ": DELETE").expect(403, "permission_denied");
        check("GET", session, header + ": get").expect(403, "permission_denied");
        check("GET", session, header + ": GET", header + ": DELETE").expect(403, "permission_denied");
        check("GET", session, header + ": GET").expect(204);
    }

    @Test
    void handshake_ofNobody_isNoReading() {
        original("GET", "/open").expect(204);
        original("GET", "/open", UPGRADE, VERSION, KEY).expect(401, "not_authenticated");
    }

    @Test
    void credentialsThatBrowsersDoNotAdd_needNoOrigin() {
        String token = "Authorization: Token "
                + ServiceTokens.make(SERVER, ada, "robot", Set.of(), null)
                        .secret()
                        .reveal();
        check("GET", token, UPGRADE, VERSION, KEY, "Origin: https://evil.example")
                .expect(204);
    }

    @Test
    void directRequest_isHeldToTheSame() {
        direct(session).expect(200);
        direct(session, UPGRADE, VERSION, KEY, "Origin: https://evil.example").expect(403, "csrf_failed");
        direct(session, UPGRADE, VERSION, KEY).expect(403, "csrf_failed");
        direct(session, UPGRADE, VERSION, KEY, "Origin: " + site()).expect(200);
    }

    @Test
    void readingWithoutHandshake_needsNoOrigin() {
        check("GET", session).expect(204);
        check("GET", session, "Origin: https://evil.example").expect(204);
    }

    private static Reply check(String method, String... lines) {
        return original(method, "/socket", lines);
    }

    private static Reply original(String method, String uri, String... lines) {
        return sent("/auth/check", "X-Original-Method: " + method + "\r\nX-Original-URI: " + uri, lines);
    }

    private static Reply direct(String... lines) {
        return sent("/api/profile/", "Accept: */*", lines);
    }

    private static Reply sent(String path, String line, String... lines) {
        String head = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + SERVER.port()
                + "\r\nConnection: close\r\n" + line + "\r\n" + String.join("\r\n", lines)
                + (lines.length == 0 ? "\r\n" : "\r\n\r\n");
        return SERVER.client().raw(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String site() {
        return "http://127.0.0.1:" + SERVER.port();
    }

    private static Rule rule(String path, Permission permission) {
        return new Rule(path, PathPattern.parse(path), Set.of(), permission, null);
    }
}
