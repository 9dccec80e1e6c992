package dev.keycard.server.wire;

import static dev.keycard.server.wire.RunningServer.PASSWORD;

import dev.keycard.server.testing.ServersOwn;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What bodies are taken, and how those are refused that are not. */
class BodiesTest {

    private static final int LARGEST = 64 * 1024;

    @AutoClose
    private static final RunningServer SERVER = RunningServer.start();

    @BeforeAll
    static void users() {
        SERVER.user("ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"ada\"",
                "null",
                "1",
                "{} {}",
                "{}x",
                "{'username':'ada'}",
                "{username:\"ada\"}",
                "{\"username\":\"ada\",}",
                "{\"username\":\"a\u0000da\"}",
                "// comment\n{}",
                "{\"username\":NaN}",
                "{\"username\":01}",
                "\ufeff{}",
                " "
            })
    void malformedJson_isParseError(String body) {
        token(body).expect(400, "parse_error");
    }

    @Test
    void duplicateMembers_areParseError() {
        token("{\"username\":\"ada\",\"username\":\"ada\",\"password\":\"" + PASSWORD + "\"}")
                .expect(400, "parse_error");
        token("{\"username\":\"ada\",\"user\\u006eame\":\"ada\",\"password\":\"" + PASSWORD + "\"}")
                .expect(400, "parse_error");
        token("{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\",\"x\":{\"a\":1,\"a\":1}}")
                .expect(400, "parse_error");
    }

    @Test
    void depth16_isTaken_and17IsParseError() {
        token(withExtra("[".repeat(15) + "]".repeat(15))).expect(200);
        token(withExtra("[".repeat(16) + "]".repeat(16))).expect(400, "parse_error");
        token("[".repeat(30_000)).expect(400, "parse_error");
    }

    @Test
    void hugeNumbers_are400() {
        token(withExtra("1e999999999")).expect(200);
        token(withExtra("9".repeat(65))).expect(400, "parse_error");
        token("{\"username\":1e999999999,\"password\":" + "9".repeat(64) + "}").expectFields("username", "password");
        SERVER.client()
                .post("/api/tokens/")
                .bearer(SERVER.signIn("ada").access())
                .jsonText("{\"expires_in\":" + "9".repeat(64) + "}")
                .send()
                .expectFields("expires_in");
    }

    @Test
    void bytesThatAreNotUtf8_areParseError() {
        byte[] latin = "{\"username\":\"ad\u00e9\",\"password\":\"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        SERVER.client()
                .post("/api/token/")
                .body("application/json", latin)
                .send()
                .expect(400, "parse_error");
        byte[] utf16 = "{\"username\":\"ada\",\"password\":\"x\"}".getBytes(StandardCharsets.UTF_16LE);
        SERVER.client()
                .post("/api/token/")
                .body("application/json", utf16)
                .send()
                .expect(400, "parse_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/jsonx",
                "json",
                "*/*",
                "application/json; charset=latin1",
                "application/json; charset=\"utf-16\"",
                "application/json; charset=klingon",
                "application/x-www-form-urlencoded; charset=iso-8859-1",
                "application/json; charset="
            })
    void otherContentTypes_are415(String type) {
        byte[] body = ("{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\"}").getBytes(StandardCharsets.UTF_8);
        SERVER.client().post("/api/token/").body(type, body).send().expect(415, "unsupported_media_type");
    }

    @Test
    void bodyWithoutContentType_is415() {
        SERVER.client()
                .post("/api/token/")
                .bodyWithoutType("{}".getBytes(StandardCharsets.UTF_8))
                .send()
                .expect(415, "unsupported_media_type");
    }

    @Test
    void twoContentTypes_are415() {
        SERVER.client()
                .raw(
                        "POST /api/token/ HTTP/1.1",
                        "Content-Type: application/json",
                        "Content-Type: text/plain",
                        "Content-Length: 0")
                .expect(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON",
                "application/json; charset=UTF-8",
                "application/json;charset=\"utf-8\""
            })
    void jsonInEachSpelling_isTaken(String type) {
        byte[] body = ("{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\"}").getBytes(StandardCharsets.UTF_8);
        SERVER.client().post("/api/token/").body(type, body).send().expect(200);
    }

    @Test
    void forms_areForSigningInOnly() {
        SERVER.client()
                .patch("/api/profile/")
                .bearer(SERVER.signIn("ada").access())
                .form("first_name", "x")
                .send()
                .expect(415, "unsupported_media_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"username=%zz", "username=%", "username=%ff", "username=a&username=b", "username=a&usern%61me=b"
            })
    void malformedForm_isParseError(String form) {
        SERVER.client()
                .post("/api/token/")
                .body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII))
                .send()
                .expect(400, "parse_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b--",
                "--b\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"username\"; filename=\"x\"\r\n\r\nx\r\n--b--\r\n",
                "--c\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\nx\r\n--c--\r\n"
            })
    void malformedMultipart_is400(String body) {
        SERVER.client()
                .post("/api/token/")
                .body("multipart/form-data; boundary=b", body.getBytes(StandardCharsets.US_ASCII))
                .send()
                .expect(400);
    }

    @Test
    void multipartWithoutBoundary_isParseError() {
        SERVER.client()
                .post("/api/token/")
                .body("multipart/form-data", "--b--".getBytes(StandardCharsets.US_ASCII))
                .send()
                .expect(400, "parse_error");
    }

    @Test
    void body_upTo64KiB_isTaken_andMoreIs413() {
        String frame = withExtra("\"\"");
        String largest = withExtra("\"" + "x".repeat(LARGEST - frame.length()) + "\"");
        token(largest).expect(200);
        token(largest + " ").expect(413, "payload_too_large");
    }

    @Test
    void body_thatDeclaresTooMuch_is413_beforeItIsSent() {
        SERVER.client()
                .raw("POST /api/token/ HTTP/1.1", "Content-Length: 9000000000000000000")
                .expect(413, "payload_too_large");
    }

    @Test
    @ServersOwn("The container answers what is no request.")
    void lengthThatIsNone_is400() {
        // More than a length can be is malformed HTTP, and no request at all.
        SERVER.client()
                .raw("POST /api/token/ HTTP/1.1", "Content-Length: 99999999999999999999")
                .expect(400, "invalid");
    }

    private static String withExtra(String value) {
        return "{\"username\":\"ada\",\"password\":\"" + PASSWORD + "\",\"x\":" + value + "}";
    }

    private static Reply token(String json) {
        return SERVER.client().post("/api/token/").jsonText(json).send();
    }
}
