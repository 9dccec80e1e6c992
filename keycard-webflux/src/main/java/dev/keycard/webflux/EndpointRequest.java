package dev.keycard.webflux;

import dev.keycard.http.RequestView;

/** A request to an endpoint of Keycard, with its body. Immutable. */
final class EndpointRequest extends RequestView {

    private final ExchangeRequest request;
    private final byte[] body;

    EndpointRequest(ExchangeRequest request, byte[] body) {
        super(request);
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
}
