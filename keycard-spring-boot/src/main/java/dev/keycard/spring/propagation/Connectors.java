package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.http.client.reactive.ClientHttpConnector;

/**
 * Adds the propagation to all that Spring Boot makes from its builder of connectors: {@code WebClient} and reactive HTTP service
 * groups. A client with a connector of its own sends no tokens. Thread-safe.
 */
@Internal
public final class Connectors
        implements ClientHttpConnectorBuilderCustomizer<ClientHttpConnectorBuilder<? extends ClientHttpConnector>> {

    private final PropagationHosts hosts;

    public Connectors(PropagationHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public ClientHttpConnectorBuilder<? extends ClientHttpConnector> customize(
            ClientHttpConnectorBuilder<? extends ClientHttpConnector> builder) {
        return settings -> {
            HttpClientSettings given = settings == null ? HttpClientSettings.defaults() : settings;
            return new PropagatingConnector(
                    hosts, builder.build(settings), builder.build(given.withRedirects(HttpRedirects.DONT_FOLLOW)));
        };
    }
}
