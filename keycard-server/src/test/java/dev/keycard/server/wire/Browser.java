package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;

import java.net.HttpCookie;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the cookies that it is given and sends them along, as a browser does. Used by one thread. */
final class Browser {

    static final String SESSION = "keycard";
    static final String CSRF = "keycard_csrf";

    private final RunningServer server;
    private final Map<String, String> cookies = new TreeMap<>();

    private Browser(RunningServer server) {
        this.server = server;
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
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
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
                cookies.put(cookie.getName(), cookie.getValue());
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
        cookies.put(name, value);
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

    String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    private String cookie(String name) {
        String value = cookies.get(name);
        if (value == null) {
            throw new AssertionError("the browser has no cookie " + name);
        }
        return value;
    }
}
