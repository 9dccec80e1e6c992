package dev.keycard.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Reply(int status, HttpHeaders headers, String body) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(), response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** Reads an answer off the wire, of which the connection's end is the end. */
    static Reply parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int blank = text.indexOf("\r\n\r\n");
        assertThat(blank).as("an answer with headers: %s", text).isPositive();
        List<String> head = Arrays.asList(text.substring(0, blank).split("\r\n", -1));
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status =
                Integer.parseInt(head.get(0).substring("HTTP/1.1 ".length()).substring(0, 3));
        return new Reply(status, HttpHeaders.of(headers, (name, value) -> true), text.substring(blank + 4));
    }

    Reply expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** A refusal of that status and code, with a sentence for people. */
    Reply expect(int expected, String code) {
        expect(expected);
        assertThat(text("code")).as(body).isEqualTo(code);
        assertThat(text("detail")).isNotBlank();
        return this;
    }

    /** A refusal of fields: exactly those are named, each with a sentence. */
    Reply expectFields(String... names) {
        expect(400);
        assertThat(json().propertyNames()).as(body).containsExactlyInAnyOrder(names);
        for (String name : names) {
            assertThat(json().get(name).get(0).stringValue()).isNotBlank();
        }
        return this;
    }

    /** The body as it would be parsed by a client. */
    JsonNode json() {
        return MAPPER.readTree(body);
    }

    String text(String member) {
        JsonNode node = json().get(member);
        assertThat(node).as("%s in %s", member, body).isNotNull();
        return node.asString();
    }

    /** The one value of a header, or an empty text. */
    String header(String name) {
        List<String> values = headers.allValues(name);
        assertThat(values).as(name).hasSizeLessThan(2);
        return values.isEmpty() ? "" : values.get(0);
    }

    List<String> headerLines(String name) {
        return headers.allValues(name);
    }

    /** The line that sets a cookie. */
    String cookieLine(String name) {
        return headerLines("Set-Cookie").stream()
                .filter(line -> line.startsWith(name + "="))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cookie " + name + " in " + headers));
    }

    boolean setsCookie(String name) {
        return headerLines("Set-Cookie").stream().anyMatch(line -> line.startsWith(name + "="));
    }

    String cookie(String name) {
        return HttpCookie.parse(cookieLine(name)).get(0).getValue();
    }
}
