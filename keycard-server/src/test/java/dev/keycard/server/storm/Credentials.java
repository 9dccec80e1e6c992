package dev.keycard.server.storm;

import dev.keycard.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one user presents: an access token, an API token, a session. */
record Credentials(String access, String apiToken, String session) {

    /** A way to be signed in. */
    enum Kind {
        JWT("access token", "Authorization"),
        API_TOKEN("API token", "Authorization"),
        SESSION("session", "Cookie");

        private final String text;
        private final String header;

        Kind(String text, String header) {
            this.text = text;
            this.header = header;
        }

        String text() {
            return text;
        }

        String header() {
            return header;
        }
    }

    private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: ((?:__Host-)?keycard=[^;]+)");
    private static final Pattern CSRF = Pattern.compile("(?i)set-cookie: ((?:__Host-)?keycard_csrf)=([^;]+)");

    static Credentials obtain(Target target, String origin, String name, String password) throws IOException {
        String body =
                Json.object().put("username", name).put("password", password).toString();
        try (Visitor visitor = new Visitor(target, 1)) {
            String access = member(visitor.ask("POST", "/api/token/", body), "access");
            String apiToken = member(visitor.ask("POST", "/api/token-auth/", body), "token");
            Visitor.Answer probe = visitor.ask("GET", "/api/session/", "");
            Matcher csrf = found(CSRF, probe.head());
            Visitor.Answer login = visitor.ask(
                    "POST",
                    "/api/session/login/",
                    body,
                    "Origin",
                    origin,
                    "Cookie",
                    csrf.group(1) + "=" + csrf.group(2),
                    "X-CSRFToken",
                    csrf.group(2));
            return new Credentials(access, apiToken, found(COOKIE, login.head()).group(1));
        }
    }

    /** The value of the header. */
    String of(Kind kind) {
        return switch (kind) {
            case JWT -> "Bearer " + access;
            case API_TOKEN -> "Token " + apiToken;
            case SESSION -> session;
        };
    }

    private static String member(Visitor.Answer answer, String name) {
        if (answer.status() != 200) {
            throw new IllegalStateException("could not sign in: " + answer);
        }
        return Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8))
                .required(name)
                .asString();
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("not found: " + pattern + " in " + text);
        }
        return matcher;
    }
}
