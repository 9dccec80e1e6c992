package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a request holds, at whichever endpoint, its answer is no fault of the server. */
class AnyInputTest {

    private static final RunningServer SERVER = RunningServer.start();
    private static final String GOOD = credential();

    private static final List<String> METHODS = List.of("GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS");

    private static final List<String> PATHS = List.of(
            "/api/token/",
            "/api/token/refresh/",
            "/api/token/verify/",
            "/api/token/blacklist/",
            "/api/token-auth/",
            "/api/session/login/",
            "/api/session/logout/",
            "/api/session/",
            "/api/profile/",
            "/api/logins/",
            "/api/logins/00000000-0000-7000-8000-000000000000/",
            "/api/logout-all/",
            "/api/tokens/",
            "/api/tokens/00000000-0000-7000-8000-000000000000/",
            "/api/password/change/",
            "/.well-known/jwks.json",
            "/healthz",
            "/readyz",
            "/api/admin/users/");

    private static final List<String> FIELDS = List.of(
            "username",
            "password",
            "refresh",
            "token",
            "email",
            "first_name",
            "name",
            "scopes",
            "expires_in",
            "old_password",
            "new_password");

    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "multipart/form-data; boundary=\"\u00ff",
            "application/json; charset=\"");

    @AfterContainer
    static void end() {
        SERVER.close();
    }

    @Property(tries = 400)
    void anyBody_getsNoServerError(
            @ForAll("methods") String method,
            @ForAll("paths") String path,
            @ForAll("types") String type,
            @ForAll("bodies") byte[] body) {
        assertNoServerError(method, path, GOOD, "Content-Type: " + type, body);
    }

    @Property(tries = 200)
    void anyCredential_getsNoServerError(
            @ForAll("paths") String path,
            @ForAll("schemes") String scheme,
            @ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 80) String credential) {
        assertNoServerError("GET", path, "Authorization: " + scheme + credential, "X-CSRFToken: x", new byte[0]);
    }

    @Property(tries = 200)
    void anyHeader_getsNoServerError(
            @ForAll("paths") String path,
            @ForAll("headers") String name,
            @ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 80) String value) {
        assertNoServerError("POST", path, name + ": " + value, "Content-Type: application/json", bytes("{}"));
    }

    @Property(tries = 200)
    void anyPathAndQuery_getsNoServerError(
            @ForAll("methods") String method,
            @ForAll("paths") String path,
            @ForAll @CharRange(from = '!', to = '\u00ff') @StringLength(max = 40) String end) {
        assertNoServerError(method, path + end, GOOD, "X-CSRFToken: x", new byte[0]);
        assertNoServerError(method, path + "?limit=" + end + "&cursor=" + end, GOOD, "X-CSRFToken: x", new byte[0]);
    }

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(METHODS);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PATHS);
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of(TYPES);
    }

    @Provide
    Arbitrary<String> schemes() {
        return Arbitraries.of("", "Bearer ", "Token ", "Basic ", "Token kc_", "Bearer eyJhbGciOiJFUzI1NiJ9.");
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                "Cookie",
                "Accept",
                "Origin",
                "X-CSRFToken",
                "User-Agent",
                "X-Request-Id",
                "Sec-Fetch-Site",
                "Content-Encoding");
    }

    /** Any bytes, and objects whose fields are the right ones with values that are not. */
    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<String> values = Arbitraries.oneOf(
                Arbitraries.of("null", "[]", "{}", "-1", "1e400", "true", "\"\\ud800\"", "\"\"", "\"never\"", "[null]"),
                Arbitraries.strings().ofMaxLength(20).map(AnyInputTest::quoted));
        Arbitrary<String> members =
                Combinators.combine(Arbitraries.of(FIELDS), values).as((field, value) -> quoted(field) + ":" + value);
        Arbitrary<byte[]> objects = members.list()
                .uniqueElements(member -> member.substring(0, member.indexOf(':')))
                .ofMaxSize(6)
                .map(list -> bytes("{" + String.join(",", list) + "}"));
        return Arbitraries.oneOf(
                objects, Arbitraries.bytes().array(byte[].class).ofMaxSize(200));
    }

    private static void assertNoServerError(String method, String target, String one, String other, byte[] body) {
        String head = method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                + body.length + "\r\n" + one + "\r\n" + other + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        Reply reply = SERVER.client().raw(request);
        assertThat(reply.status()).as(reply.body()).isBetween(200, 499);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(String.format("\\u%04x", c)));
        return quoted.append('"').toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** An API token: it outlives every ending of logins that the inputs bring about. */
    private static String credential() {
        SERVER.staff("boss");
        Reply reply = SERVER.client()
                .post("/api/token-auth/")
                .json("username", "boss", "password", PASSWORD)
                .send()
                .expect(200);
        return "Authorization: Token " + reply.text("token");
    }
}
