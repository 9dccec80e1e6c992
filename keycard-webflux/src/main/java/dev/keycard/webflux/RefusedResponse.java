package dev.keycard.webflux;

import dev.keycard.gate.Refusal;
import dev.keycard.http.Response.Header;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps what an application answers to a refused request until it is complete, and then sends it with the status and the headers
 * of the refusal. For one request.
 */
final class RefusedResponse extends AbstractServerHttpResponse {

    /** It is held in memory. */
    private static final int MOST_OF_BODY = 1 << 20;

    private final ServerHttpResponse response;
    private final Refusal refusal;
    private volatile byte[] body = {};
    private volatile boolean failed;

    RefusedResponse(ServerHttpResponse response, Refusal refusal) {
        super(response.bufferFactory(), Answer.lasting(response.getHeaders()));
        this.response = response;
        this.refusal = refusal;
        super.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
    }

    /** Gives up what was written. */
    void fail() {
        failed = true;
    }

    /** Whether there is an answer to send. A refusal leads nowhere else. */
    boolean isAnswer() {
        HttpStatusCode status = getStatusCode();
        return isCommitted() && !failed && status != null && !status.is3xxRedirection();
    }

    /** Sends the answer. */
    Mono<Void> send() {
        Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        kept.add(HttpHeaders.TRANSFER_ENCODING);
        refusal.headers().stream().map(Header::name).forEach(kept::add);
        Answer.clear(response.getHeaders());
        getHeaders().forEach((name, values) -> {
            if (!kept.contains(name)) {
                response.getHeaders().put(name, new ArrayList<>(values));
            }
        });
        getCookies().values().forEach(cookies -> cookies.forEach(response::addCookie));
        Answer.begin(response, refusal.status(), refusal.headers());
        return Answer.write(response, body);
    }

    @Override
    protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> parts) {
        return DataBufferUtils.join(parts, MOST_OF_BODY)
                .doOnNext(all -> body = ReactiveEndpoints.bytes(all))
                .doOnError(error -> fail())
                .then();
    }

    @Override
    protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> parts) {
        return writeWithInternal(Flux.from(parts).concatMap(part -> part));
    }

    @Override
    protected void applyStatusCode() {
        // is applied when all is sent
    }

    @Override
    protected void applyHeaders() {
        // are applied when all is sent
    }

    @Override
    protected void applyCookies() {
        // are applied when all is sent
    }

    /** There is none: what goes around this response could not be taken back. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public <T> T getNativeResponse() {
        throw new UnsupportedOperationException("the answer to a refused request is sent by Keycard");
    }
}
