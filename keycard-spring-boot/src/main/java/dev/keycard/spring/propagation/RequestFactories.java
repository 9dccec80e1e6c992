package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Adds the propagation to all that Spring Boot makes from its builder of request factories: {@code RestClient}, {@code
 * RestTemplate} and HTTP service groups. A client with a request factory of its own sends no tokens. Thread-safe.
 */
@Internal
public final class RequestFactories
        implements ClientHttpRequestFactoryBuilderCustomizer<
                ClientHttpRequestFactoryBuilder<? extends ClientHttpRequestFactory>> {

    private final PropagationHosts hosts;

    public RequestFactories(PropagationHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public ClientHttpRequestFactoryBuilder<? extends ClientHttpRequestFactory> customize(
            ClientHttpRequestFactoryBuilder<? extends ClientHttpRequestFactory> builder) {
        return settings -> {
            HttpClientSettings given = settings == null ? HttpClientSettings.defaults() : settings;
            return new PropagatingRequestFactory(
                    hosts, builder.build(settings), builder.build(given.withRedirects(HttpRedirects.DONT_FOLLOW)));
        };
    }
}
