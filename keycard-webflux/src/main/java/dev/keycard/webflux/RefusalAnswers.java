package dev.keycard.webflux;

import dev.keycard.gate.Refusal;
import dev.keycard.gate.Refusals;
import dev.keycard.http.ApiError;
import dev.keycard.http.Response;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Answers refused requests in the form of the application, or else in that of Keycard. Thread-safe. */
final class RefusalAnswers {

    private static final Logger LOG = Loggers.getLogger(RefusalAnswers.class);
    private static final String WRITING = RefusalAnswers.class.getName();

    private final Refusals refusals;
    private final ReactiveRefusalWriter writer;

    RefusalAnswers(Refusals refusals, ReactiveRefusalWriter writer) {
        this.refusals = refusals;
        this.writer = writer;
    }

    /** If an answer has begun, the error goes on, so that the server breaks it off. */
    Mono<Void> send(ServerWebExchange exchange, ExchangeRequest request, ApiError refused) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(refused);
        }
        Response outer = exchange.getAttribute(WRITING);
        if (outer != null) {
            // What the writer has led to is refused as well: it would only lead to the writer again.
            return Answer.send(response, outer, request.id());
        }
        Response answer = refusals.answer(request, refused);
        if (writer.equals(ReactiveRefusalWriter.NONE)) {
            return Answer.send(response, answer, request.id());
        }
        Refusal refusal = new Refusal(
                answer.status(),
                refused.code().wire(),
                refusals.detail(request, refused),
                Answer.lasting(answer, request.id()));
        return Mono.defer(() -> {
            RefusedResponse own = new RefusedResponse(response, refusal);
            exchange.getAttributes().put(WRITING, answer);
            return write(exchange, own, refusal).then(Mono.defer(() -> {
                exchange.getAttributes().remove(WRITING);
                return own.isAnswer() ? own.send() : Answer.send(response, answer, request.id());
            }));
        });
    }

    /** Whatever fails, the request is answered. */
    private Mono<Void> write(ServerWebExchange exchange, RefusedResponse own, Refusal refusal) {
        return Mono.defer(() -> writer.write(exchange.mutate().response(own).build(), refusal))
                .onErrorResume(failed -> {
                    LOG.warn(
                            "The application has not answered a refused request, so Keycard does: {}",
                            failed.toString());
                    own.fail();
                    return Mono.empty();
                });
    }
}
