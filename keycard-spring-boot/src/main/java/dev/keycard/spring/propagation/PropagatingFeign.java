package dev.keycard.spring.propagation;

import dev.keycard.api.Internal;
import dev.keycard.spring.CallerToken;
import feign.Capability;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpHeaders;

/**
 * Sends the token of the caller to the services of the list with OpenFeign, as {@link PropagatingRequestFactory} does. It is
 * added in the innermost client, so that the logger of Feign does not write it. Thread-safe.
 */
@Internal
public final class PropagatingFeign implements Capability {

    private final PropagationHosts hosts;

    public PropagatingFeign(PropagationHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Client enrich(Client client) {
        return (request, options) ->
                isListed(request) ? send(client, request, options) : client.execute(request, options);
    }

    private boolean isListed(Request request) {
        try {
            return hosts.contains(new URI(request.url()));
        } catch (URISyntaxException malformed) {
            return false;
        }
    }

    private static Response send(Client client, Request request, Request.Options options) throws IOException {
        Request.Options withoutRedirects = new Request.Options(
                options.connectTimeout(),
                options.connectTimeoutUnit(),
                options.readTimeout(),
                options.readTimeoutUnit(),
                false);
        CallerToken caller = Callers.ofThread();
        Request sent = caller == null ? request : withToken(request, caller);
        Response response = client.execute(sent, withoutRedirects);
        return response.toBuilder().request(request).build();
    }

    private static Request withToken(Request request, CallerToken caller) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(request.headers());
        if (headers.putIfAbsent(HttpHeaders.AUTHORIZATION, List.of(caller.header())) != null) {
            return request;
        }
        return Request.create(
                request.httpMethod(),
                request.url(),
                headers,
                request.body(),
                request.charset(),
                request.requestTemplate());
    }
}
