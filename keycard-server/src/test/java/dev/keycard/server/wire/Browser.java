package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;

import java.net.HttpCookie;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Keeps the cookies that it is given and sends them along to their paths, as a browser does. Tabs may share it: thread-safe. */
final class Browser {

    static final String SESSION = "keycard";
    static final String CSRF = "keycard_csrf";

    private final RunningServer server;
    private final Map<String, HttpCookie> cookies = new ConcurrentSkipListMap<>();

    private Browser(RunningServer server) {
        this.server = server;
    }

    /** A browser that has never been on the site. */
    static Browser fresh(RunningServer server) {
        return new Browser(server);
    }

    /** The same cookies, sent to another server. */
    Browser at(RunningServer other) {
        Browser browser = new Browser(other);
        browser.cookies.putAll(cookies);
        return browser;
    }

    /** A browser that has been on the site once, and nobody has signed in. */
    static Browser visiting(RunningServer server) {
        Browser browser = new Browser(server);
        browser.send(browser.request("GET", "/api/session/")).expect(200);
        return browser;
    }

    static Browser signedIn(RunningServer server, String name) {
        Browser browser = visiting(server);
        browser.signIn(name).expect(200);
        return browser;
    }

    Reply signIn(String name) {
        return send(proven("POST", "/api/session/login/").json("username", name, "password", PASSWORD));
    }

    /** A request with the cookies. */
    Outgoing request(String method, String path) {
        Outgoing request = server.client().request(method, path);
        String header = cookieHeader(path);
        return header.isEmpty() ? request : request.header("Cookie", header);
    }

    /** A request with the cookies, and the CSRF cookie's value as the site's own scripts send it. */
    Outgoing proven(String method, String path) {
        return request(method, path).header("X-CSRFToken", csrf());
    }

    /** Sends the request and takes the cookies that come back. */
    Reply send(Outgoing request) {
        Reply reply = request.send();
        for (String line : reply.headerLines("Set-Cookie")) {
            HttpCookie cookie = HttpCookie.parse(line).get(0);
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie);
            }
        }
        return reply;
    }

    Reply profile() {
        return send(request("GET", "/api/profile/"));
    }

    boolean isSignedIn() {
        return send(request("GET", "/api/session/"))
                .expect(200)
                .json()
                .get("authenticated")
                .booleanValue();
    }

    /** Plants a cookie, as a neighbouring host or a script could. */
    Browser plant(String name, String value) {
        HttpCookie planted = new HttpCookie(name, value);
        planted.setPath("/");
        cookies.put(name, planted);
        return this;
    }

    Browser drop(String name) {
        cookies.remove(name);
        return this;
    }

    String session() {
        return cookie(SESSION);
    }

    String csrf() {
        return cookie(CSRF);
    }

    /** The cookies that go everywhere. */
    String cookieHeader() {
        return cookieHeader("/");
    }

    boolean has(String name) {
        return cookies.containsKey(name);
    }

    String cookie(String name) {
        HttpCookie cookie = cookies.get(name);
        if (cookie == null) {
            throw new AssertionError("the browser has no cookie " + name);
        }
        return cookie.getValue();
    }

    private String cookieHeader(String path) {
        return cookies.values().stream()
                .filter(cookie -> isSentTo(path, cookie.getPath()))
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** RFC 6265 section 5.1.4. */
    private static boolean isSentTo(String path, String scope) {
        return path.equals(scope)
                || (path.startsWith(scope) && (scope.endsWith("/") || path.charAt(scope.length()) == '/'));
    }
}
