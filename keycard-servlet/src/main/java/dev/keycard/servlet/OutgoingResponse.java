package dev.keycard.servlet;

import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import dev.keycard.http.StreamedBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sends answers. Stateless. */
final class OutgoingResponse {

    /** Headers that describe the body which is taken back. */
    private static final Set<String> OF_BODY = Set.of(
            "content-type",
            "content-length",
            "content-encoding",
            "content-language",
            "content-range",
            "content-disposition",
            "content-location",
            "etag",
            "last-modified");

    private OutgoingResponse() {}

    /** Sends the answer; one that is written while time passes goes on after this method has returned. */
    static void send(HttpServletRequest request, HttpServletResponse response, Response answer, String id)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
        response.setHeader(HeaderNames.REQUEST_ID, id);
        StreamedBody streamed = answer.streamed();
        if (streamed != null) {
            stream(request, response, streamed);
        } else if (answer.status() != HttpServletResponse.SC_NO_CONTENT
                && answer.status() != HttpServletResponse.SC_NOT_MODIFIED) {
            response.setContentLength(answer.body().length);
            write(request, response, answer.body());
        }
    }

    /**
     * Sends the answer to a request whose body was not read to its end. The answer leaves at once: containers wait for the rest
     * of a body before they send what is in their buffers. No other request can follow on the connection.
     */
    static void sendLast(HttpServletRequest request, HttpServletResponse response, Response answer, String id)
            throws IOException {
        if (request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
        }
        send(request, response, answer, id);
        response.flushBuffer();
    }

    /**
     * Takes back what a servlet has begun to answer, but not the headers that filters before it have set for every answer, such
     * as those for other origins.
     */
    static void clear(HttpServletResponse response) {
        clear(response, headers(response));
    }

    /** The headers that are not about the body. */
    static Map<String, Collection<String>> headers(HttpServletResponse response) {
        Map<String, Collection<String>> kept = new LinkedHashMap<>();
        for (String name : response.getHeaderNames()) {
            if (!isOfBody(name)) {
                kept.put(name, List.copyOf(response.getHeaders(name)));
            }
        }
        return kept;
    }

    /** The headers of an answer that it has whatever its body is. */
    static List<Header> lasting(Response answer, String id) {
        return Stream.concat(
                        answer.headers().stream().filter(header -> !isOfBody(header.name())),
                        Stream.of(new Header(HeaderNames.REQUEST_ID, id)))
                .toList();
    }

    private static boolean isOfBody(String name) {
        return OF_BODY.contains(name.toLowerCase(Locale.ROOT));
    }

    /** The same, back to those headers. */
    static void clear(HttpServletResponse response, Map<String, Collection<String>> kept) {
        response.reset();
        kept.forEach((name, values) -> restore(response, name, values));
    }

    /** The first value replaces one that a container sets in each answer, such as {@code Date}. */
    private static void restore(HttpServletResponse response, String name, Collection<String> values) {
        boolean first = true;
        for (String value : values) {
            if (first) {
                response.setHeader(name, value);
            } else {
                response.addHeader(name, value);
            }
            first = false;
        }
    }

    private static void stream(HttpServletRequest request, HttpServletResponse response, StreamedBody streamed)
            throws IOException {
        if (!isHead(request)) {
            StreamedAnswer.begin(request, response, streamed);
        }
    }

    private static void write(HttpServletRequest request, HttpServletResponse response, byte[] body)
            throws IOException {
        if (!isHead(request)) {
            response.getOutputStream().write(body);
        }
    }

    private static boolean isHead(HttpServletRequest request) {
        return request.getMethod().equals("HEAD");
    }
}
