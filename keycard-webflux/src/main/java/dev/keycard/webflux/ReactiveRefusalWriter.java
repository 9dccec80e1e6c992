package dev.keycard.webflux;

import dev.keycard.gate.Refusal;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Writes the answers to refused requests in the form of an application. The endpoints of Keycard have their own form.
 * Thread-safe; must not block.
 */
@FunctionalInterface
public interface ReactiveRefusalWriter {

    /** Leaves all answers to Keycard. */
    ReactiveRefusalWriter NONE = (exchange, refusal) -> Mono.empty();

    /**
     * Writes the body of an answer, with its {@code Content-Type}, into the response of this exchange. It is sent when this has
     * completed, with the status and the headers of the refusal, whatever this sets. If this writes nothing, redirects, or ends
     * with an error, Keycard answers, and nothing of it is sent.
     */
    Mono<Void> write(ServerWebExchange exchange, Refusal refusal);
}
