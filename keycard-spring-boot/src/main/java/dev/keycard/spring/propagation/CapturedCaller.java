package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;
import dev.keycard.spring.CallerToken;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/**
 * Takes the caller of the thread on which a call of {@code WebClient} is written: the call itself runs on other threads, which
 * know no caller. Thread-safe.
 */
@Internal
public final class CapturedCaller implements WebClientCustomizer {

    static final String KEY = CapturedCaller.class.getName();

    @Override
    public void customize(WebClient.Builder builder) {
        builder.defaultRequest(CapturedCaller::capture).filter(CapturedCaller::intoContext);
    }

    private static void capture(WebClient.RequestHeadersSpec<?> call) {
        CallerToken caller = Callers.ofThread();
        if (caller != null) {
            call.attribute(KEY, caller);
        }
    }

    private static Mono<ClientResponse> intoContext(ClientRequest request, ExchangeFunction next) {
        return request.attribute(KEY)
                .map(caller -> next.exchange(request).contextWrite(context -> context.put(KEY, caller)))
                .orElseGet(() -> next.exchange(request));
    }
}
