package dev.keycard.benchmarks;

import dev.keycard.http.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request without a connection. */
final class PlainRequest implements Request {

    private static final byte[] NOTHING = {};

    private final String method;
    private final String path;
    private final List<Header> headers;
    private final byte[] body;

    private PlainRequest(String method, String path, List<Header> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.headers = headers;
        this.body = body;
    }

    /** A header line. */
    record Header(String name, String value) {}

    static PlainRequest get(String path, Header... headers) {
        return new PlainRequest("GET", path, List.of(headers), NOTHING);
    }

    /** A JSON body. */
    static PlainRequest post(String path, byte[] body, Header... headers) {
        List<Header> all = new ArrayList<>(List.of(headers));
        all.add(new Header("Content-Type", "application/json"));
        return new PlainRequest("POST", path, all, body);
    }

    @Override
    public String id() {
        return "benchmark";
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    @Override
    public List<String> headers(String name) {
        String first = header(name);
        return first == null ? List.of() : List.of(first);
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public boolean secure() {
        return false;
    }
}
