package dev.keycard.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer: a status, headers in order, and a body. Immutable; may be cached and sent many times, unless its body is streamed.
 * The body must not be modified.
 */
public final class Response {

    /** A header line. Prints without its value, which may be a cookie. */
    public record Header(String name, String value) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final byte[] NOTHING = {};

    private final int status;
    private final List<Header> headers;
    private final byte[] body;
    private final @Nullable StreamedBody streamed;

    private Response(int status, List<Header> headers, byte[] body) {
        this(status, headers, body, null);
    }

    private Response(int status, List<Header> headers, byte[] body, @Nullable StreamedBody streamed) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.streamed = streamed;
    }

    /** 204, without a body. */
    public static Response noContent() {
        return new Response(204, List.of(), NOTHING);
    }

    /** 304 (RFC 9110 section 15.4.5), without a body. */
    public static Response notModified() {
        return new Response(304, List.of(), NOTHING);
    }

    /** A JSON body. */
    public static Response json(int status, JsonNode body) {
        return json(status, Json.write(body));
    }

    /** A JSON body that is already written. The array is not copied. */
    public static Response json(int status, byte[] body) {
        return of(status, MediaTypes.JSON, body);
    }

    /** A body of another type. The array is not copied. */
    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(new Header(HeaderNames.CONTENT_TYPE, contentType)), body);
    }

    /** A body that is written while time passes. Such an answer is sent once. */
    public static Response streamed(int status, String contentType, StreamedBody body) {
        return new Response(status, List.of(new Header(HeaderNames.CONTENT_TYPE, contentType)), NOTHING, body);
    }

    /** The same answer with one header line more. */
    public Response with(String name, String value) {
        List<Header> more = new ArrayList<>(headers.size() + 1);
        more.addAll(headers);
        more.add(new Header(name, value));
        return new Response(status, Collections.unmodifiableList(more), body, streamed);
    }

    /** The same answer with more header lines. */
    public Response with(List<Header> lines) {
        List<Header> more = new ArrayList<>(headers.size() + lines.size());
        more.addAll(headers);
        more.addAll(lines);
        return new Response(status, Collections.unmodifiableList(more), body, streamed);
    }

    /** The same answer that also sets a cookie. */
    public Response with(SetCookie cookie) {
        return with(HeaderNames.SET_COOKIE, cookie.line());
    }

    public int status() {
        return status;
    }

    public List<Header> headers() {
        return headers;
    }

    /** Whether a header of that name, written in the same case, is present. */
    public boolean has(String name) {
        for (Header header : headers) {
            if (header.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The whole body; empty if there is none, or if it is {@link #streamed()}. */
    public byte[] body() {
        return body;
    }

    /** The body that is written while time passes; null if there is none. */
    public @Nullable StreamedBody streamed() {
        return streamed;
    }
}
