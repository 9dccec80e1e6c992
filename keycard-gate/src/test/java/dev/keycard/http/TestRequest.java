package dev.keycard.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request made by hand. Each method answers a changed copy. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TestRequest(
        String method,
        String path,
        @Nullable String query,
        List<Response.Header> lines,
        byte[] body,
        String address,
        boolean secure)
        implements Request {

    /** A GET without anything. */
    public static TestRequest get(String path) {
        return of("GET", path);
    }

    /** A POST without anything. */
    public static TestRequest post(String path) {
        return of("POST", path);
    }

    /** A request without headers or body, from {@code 192.0.2.1}. */
    public static TestRequest of(String method, String path) {
        return new TestRequest(method, path, null, List.of(), new byte[0], "192.0.2.1", false);
    }

    public TestRequest withQuery(String text) {
        return new TestRequest(method, path, text, lines, body, address, secure);
    }

    /** One header line more. */
    public TestRequest with(String name, String value) {
        List<Response.Header> more = new ArrayList<>(lines);
        more.add(new Response.Header(name, value));
        return new TestRequest(method, path, query, List.copyOf(more), body, address, secure);
    }

    public TestRequest withBody(String contentType, byte[] bytes) {
        return new TestRequest(method, path, query, lines, bytes, address, secure).with("Content-Type", contentType);
    }

    public TestRequest withBody(String contentType, String text) {
        return withBody(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same request with a body whose type is not told. */
    public TestRequest withUntypedBody(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new TestRequest(method, path, query, lines, bytes, address, secure);
    }

    public TestRequest withJson(String text) {
        return withBody("application/json", text);
    }

    public TestRequest from(String otherAddress) {
        return new TestRequest(method, path, query, lines, body, otherAddress, secure);
    }

    public TestRequest overTls() {
        return new TestRequest(method, path, query, lines, body, address, true);
    }

    @Override
    public String id() {
        return "test-request";
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public List<String> headers(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Response.Header::value)
                .toList();
    }
}
