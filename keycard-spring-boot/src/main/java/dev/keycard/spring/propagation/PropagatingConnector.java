package dev.keycard.spring.propagation;

import dev.keycard.spring.CallerToken;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import reactor.core.publisher.Mono;

/**
 * Sends the token of the caller to the services of the list, as {@link PropagatingRequestFactory} does. The caller is in the
 * context of Reactor. Thread-safe; never blocks.
 */
final class PropagatingConnector implements ClientHttpConnector {

    private final PropagationHosts hosts;
    private final ClientHttpConnector usual;
    private final ClientHttpConnector withoutRedirects;

    PropagatingConnector(PropagationHosts hosts, ClientHttpConnector usual, ClientHttpConnector withoutRedirects) {
        this.hosts = hosts;
        this.usual = usual;
        this.withoutRedirects = withoutRedirects;
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> requests) {
        return hosts.contains(uri)
                ? caller().flatMap(caller -> withoutRedirects.connect(method, uri, request -> {
                    caller.ifPresent(token -> send(token, request));
                    return requests.apply(request);
                }))
                : usual.connect(method, uri, requests);
    }

    private static Mono<Optional<CallerToken>> caller() {
        return Mono.deferContextual(context -> {
            CallerToken captured = context.getOrDefault(CapturedCaller.KEY, null);
            return captured == null ? ofReactor() : Mono.just(Optional.of(captured));
        });
    }

    private static Mono<Optional<CallerToken>> ofReactor() {
        return ReactiveSecurityContextHolder.getContext()
                .map(security -> Optional.ofNullable(CallerToken.of(security.getAuthentication())))
                .defaultIfEmpty(Optional.empty());
    }

    /** Added last, so that no filter logs it. */
    private static void send(CallerToken caller, ClientHttpRequest request) {
        request.beforeCommit(() -> Mono.fromRunnable(() -> {
            HttpHeaders headers = request.getHeaders();
            if (!headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
                headers.set(HttpHeaders.AUTHORIZATION, caller.header());
            }
        }));
    }
}
