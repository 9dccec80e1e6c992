package dev.keycard.webflux;

import dev.keycard.api.Internal;
import dev.keycard.gate.WaitingChecks;
import dev.keycard.http.Answers;
import dev.keycard.http.ApiError;
import dev.keycard.http.ErrorCode;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Response;
import dev.keycard.http.StreamedBody;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Answers the requests to Keycard's endpoints, and lets all others go on. Only for an endpoint it reads the body. Thread-safe;
 * never blocks: what memory cannot answer is answered on a scheduler.
 */
@Internal
public final class ReactiveEndpoints implements WebFilter {

    /** The same limits as those of the server. */
    private static final int MOST_OF_BODY = 64 * 1024;

    private static final Duration LONGEST_BODY = Duration.ofSeconds(10);

    /** What is read and thrown away of a body that is too large, so that its client gets the answer. */
    private static final long MOST_DISCARDED = 1 << 20;

    private static final Duration LONGEST_DISCARD = Duration.ofSeconds(2);

    private final Answers answers;
    private final ReactiveGate gate;
    private final Predicate<String> own;
    private final WaitingChecks waiting;

    /**
     * @param answers answers the requests
     * @param gate sees requests of the application in the same way
     * @param own the paths of endpoints at which the application answers itself
     * @param mostWaiting how many requests may wait for the scheduler or be answered there; more get 503
     */
    public ReactiveEndpoints(
            Answers answers, ReactiveGate gate, Predicate<String> own, Scheduler scheduler, int mostWaiting) {
        this.answers = answers;
        this.gate = gate;
        this.own = own;
        this.waiting = new WaitingChecks(scheduler::schedule, mostWaiting);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ExchangeRequest request = gate.incoming(exchange);
        return answers.hasPath(request.path()) && !own.test(request.path())
                ? Mono.defer(() -> answer(exchange, request))
                : chain.filter(exchange);
    }

    private Mono<Void> answer(ServerWebExchange exchange, ExchangeRequest request) {
        return body(exchange.getRequest())
                .flatMap(body -> answer(new EndpointRequest(request, body)))
                .onErrorResume(ApiError.class, refused -> Mono.just(answers.refuse(request, refused.code())))
                .flatMap(answer -> send(exchange, answer, request.id()));
    }

    private Mono<Response> answer(EndpointRequest request) {
        Optional<Response> known = answers.answerFromMemory(request);
        if (known.isPresent()) {
            return Mono.just(known.get());
        }
        EndpointRequest elsewhere = request.detached();
        return Mono.fromFuture(() -> waiting.make(() -> answers.answer(elsewhere)))
                .onErrorResume(ApiError.class, full -> Mono.just(answers.overloaded(elsewhere)));
    }

    private static Mono<byte[]> body(ServerHttpRequest request) {
        long length = request.getHeaders().getContentLength();
        if (length > MOST_OF_BODY) {
            Mono<byte[]> refused = Mono.error(() -> new ApiError(ErrorCode.PAYLOAD_TOO_LARGE));
            return length > MOST_DISCARDED ? refused : discarded(request).then(refused);
        }
        return DataBufferUtils.join(request.getBody(), MOST_OF_BODY)
                .map(ReactiveEndpoints::bytes)
                .defaultIfEmpty(new byte[0])
                .timeout(LONGEST_BODY)
                .onErrorMap(DataBufferLimitException.class, large -> new ApiError(ErrorCode.PAYLOAD_TOO_LARGE))
                .onErrorMap(TimeoutException.class, slow -> new ApiError(ErrorCode.REQUEST_TIMEOUT));
    }

    /** A server that closes a connection with unread bytes resets it, and the client may lose the answer. */
    private static Mono<Void> discarded(ServerHttpRequest request) {
        return request.getBody()
                .doOnNext(DataBufferUtils::release)
                .then()
                .timeout(LONGEST_DISCARD)
                .onErrorComplete();
    }

    static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Mono<Void> send(ServerWebExchange exchange, Response answer, String id) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        answer.headers().forEach(line -> response.getHeaders().add(line.name(), line.value()));
        response.getHeaders().set(HeaderNames.REQUEST_ID, id);
        boolean head = exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
        StreamedBody streamed = answer.streamed();
        if (streamed != null) {
            return head ? response.setComplete() : stream(response, streamed);
        }
        boolean without =
                answer.status() == HttpStatus.NO_CONTENT.value() || answer.status() == HttpStatus.NOT_MODIFIED.value();
        if (!without) {
            response.getHeaders().setContentLength(answer.body().length);
        }
        return without || head
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(answer.body())));
    }

    /** Each part is sent at once. */
    private static Mono<Void> stream(ServerHttpResponse response, StreamedBody streamed) {
        Flux<DataBuffer> parts =
                StreamedParts.of(streamed).map(bytes -> response.bufferFactory().wrap(bytes));
        return response.writeAndFlushWith(parts.map(Mono::just));
    }
}
