package dev.keycard.spring.propagation;

import dev.keycard.spring.CallerToken;
import java.io.IOException;
import java.net.URI;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Makes requests that send the token of the caller to the services of the list. These follow no redirects: the client would send
 * the token to the next address, too. Thread-safe.
 */
final class PropagatingRequestFactory implements ClientHttpRequestFactory, DisposableBean {

    private final PropagationHosts hosts;
    private final ClientHttpRequestFactory usual;
    private final ClientHttpRequestFactory withoutRedirects;

    PropagatingRequestFactory(
            PropagationHosts hosts, ClientHttpRequestFactory usual, ClientHttpRequestFactory withoutRedirects) {
        this.hosts = hosts;
        this.usual = usual;
        this.withoutRedirects = withoutRedirects;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        if (!hosts.contains(uri)) {
            return usual.createRequest(uri, method);
        }
        ClientHttpRequest request = withoutRedirects.createRequest(uri, method);
        CallerToken caller = Callers.ofThread();
        return caller == null ? request : new PropagatingRequest(request, caller);
    }

    @Override
    public void destroy() throws Exception {
        destroy(usual);
        destroy(withoutRedirects);
    }

    private static void destroy(Object factory) throws Exception {
        if (factory instanceof DisposableBean disposable) {
            disposable.destroy();
        }
    }
}
