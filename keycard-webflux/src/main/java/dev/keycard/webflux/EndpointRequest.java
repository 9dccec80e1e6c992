package dev.keycard.webflux;

import dev.keycard.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request to an endpoint of Keycard, with its body. Immutable. */
final class EndpointRequest implements Request {

    private final ExchangeRequest request;
    private final byte[] body;

    EndpointRequest(ExchangeRequest request, byte[] body) {
        this.request = request;
        this.body = body;
    }

    /** The same for another thread. */
    EndpointRequest detached() {
        return new EndpointRequest(request.detached(), body);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String id() {
        return request.id();
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public @Nullable String header(String name) {
        return request.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return request.headers(name);
    }

    @Override
    public String address() {
        return request.address();
    }

    @Override
    public boolean secure() {
        return request.secure();
    }
}
