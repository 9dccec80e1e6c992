package dev.keycard.webflux;

import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import dev.keycard.http.Response.Header;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Sends answers to refused requests. Stateless. */
final class Answer {

    private static final String OF_CONTENT = "Content-";
    private static final String REFERRER_POLICY = "Referrer-Policy";

    /** What a filter has set is replaced. */
    private static final Set<String> SINGLE = Set.of(HeaderNames.CACHE_CONTROL, HeaderNames.REQUEST_ID);

    private Answer() {}

    /** Sends it in place of what a handler has prepared. Other headers are kept: filters set some for every answer. */
    static Mono<Void> send(ServerHttpResponse response, Response answer, String id) {
        clear(response.getHeaders());
        begin(response, answer.status(), lasting(answer, id));
        answer.headers().stream()
                .filter(line -> isOfContent(line.name()))
                .forEach(line -> response.getHeaders().add(line.name(), line.value()));
        return write(response, answer.body());
    }

    /** The headers that it has whatever its body is. */
    static List<Header> lasting(Response answer, String id) {
        return Stream.concat(
                        answer.headers().stream().filter(line -> !isOfContent(line.name())),
                        Stream.of(
                                new Header(HeaderNames.VARY, "Authorization, Cookie, Accept-Language"),
                                new Header(HeaderNames.CACHE_CONTROL, "no-store"),
                                new Header(HeaderNames.REQUEST_ID, id)))
                .toList();
    }

    /** A copy of the headers that are not about the body. */
    static HttpHeaders lasting(HttpHeaders headers) {
        HttpHeaders copy = new HttpHeaders();
        headers.forEach((name, values) -> values.forEach(value -> copy.add(name, value)));
        clear(copy);
        return copy;
    }

    /** Removes the headers that are about the body. */
    static void clear(HttpHeaders headers) {
        List.copyOf(headers.headerNames()).stream().filter(Answer::isOfContent).forEach(headers::remove);
    }

    /** Sets the status and the headers that are not about the body. */
    static void begin(ServerHttpResponse response, int status, List<Header> lasting) {
        HttpHeaders headers = response.getHeaders();
        response.setStatusCode(HttpStatusCode.valueOf(status));
        SINGLE.forEach(headers::remove);
        lasting.forEach(line -> headers.add(line.name(), line.value()));
        headers.set("X-Content-Type-Options", "nosniff");
        if (!headers.containsHeader(REFERRER_POLICY)) {
            headers.set(REFERRER_POLICY, "no-referrer");
        }
    }

    /** Sends the body, and all that is set before it. */
    static Mono<Void> write(ServerHttpResponse response, byte[] body) {
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private static boolean isOfContent(String name) {
        return name.regionMatches(true, 0, OF_CONTENT, 0, OF_CONTENT.length());
    }
}
