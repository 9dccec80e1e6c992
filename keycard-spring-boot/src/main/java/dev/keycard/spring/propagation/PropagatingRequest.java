package dev.keycard.spring.propagation;

import dev.keycard.spring.CallerToken;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** Sends a token, unless the application has set a credential. The token is added last, so that no interceptor logs it. */
final class PropagatingRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

    private final ClientHttpRequest request;
    private final CallerToken caller;

    PropagatingRequest(ClientHttpRequest request, CallerToken caller) {
        this.request = request;
        this.caller = caller;
    }

    @Override
    public ClientHttpResponse execute() throws IOException {
        HttpHeaders headers = request.getHeaders();
        if (!headers.containsHeader(HttpHeaders.AUTHORIZATION)) {
            headers.set(HttpHeaders.AUTHORIZATION, caller.header());
        }
        return request.execute();
    }

    @Override
    public void setBody(Body body) {
        if (request instanceof StreamingHttpOutputMessage streaming) {
            streaming.setBody(body);
            return;
        }
        try {
            body.writeTo(request.getBody());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public OutputStream getBody() throws IOException {
        return request.getBody();
    }

    @Override
    public HttpHeaders getHeaders() {
        return request.getHeaders();
    }

    @Override
    public HttpMethod getMethod() {
        return request.getMethod();
    }

    @Override
    public URI getURI() {
        return request.getURI();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return request.getAttributes();
    }
}
