package dev.keycard.webflux;

import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

/** Sends answers to refused requests. Stateless. */
final class Answer {

    private static final String OF_CONTENT = "Content-";
    private static final String REFERRER_POLICY = "Referrer-Policy";

    private Answer() {}

    /** Sends it in place of what a handler has prepared. Other headers are kept: filters set some for every answer. */
    static Mono<Void> send(ServerHttpResponse response, Response answer, String id) {
        HttpHeaders headers = response.getHeaders();
        List.copyOf(headers.headerNames()).stream().filter(Answer::isOfContent).forEach(headers::remove);
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(line -> headers.add(line.name(), line.value()));
        headers.add(HeaderNames.VARY, "Authorization, Cookie, Accept-Language");
        headers.set(HeaderNames.CACHE_CONTROL, "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        if (!headers.containsHeader(REFERRER_POLICY)) {
            headers.set(REFERRER_POLICY, "no-referrer");
        }
        headers.set(HeaderNames.REQUEST_ID, id);
        headers.setContentLength(answer.body().length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    private static boolean isOfContent(String name) {
        return name.regionMatches(true, 0, OF_CONTENT, 0, OF_CONTENT.length());
    }
}
