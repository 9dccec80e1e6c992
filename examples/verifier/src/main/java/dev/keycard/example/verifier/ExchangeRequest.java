package dev.keycard.example.verifier;

import com.sun.net.httpserver.HttpExchange;
import dev.keycard.http.Request;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A request of the JDK's HTTP server, as the Gate sees it. This API reads no bodies. */
record ExchangeRequest(HttpExchange exchange, String id) implements Request {

    static ExchangeRequest of(HttpExchange exchange) {
        return new ExchangeRequest(exchange, UUID.randomUUID().toString());
    }

    @Override
    public String method() {
        return exchange.getRequestMethod();
    }

    @Override
    public String path() {
        return exchange.getRequestURI().getRawPath();
    }

    @Override
    public @Nullable String query() {
        return exchange.getRequestURI().getRawQuery();
    }

    @Override
    public @Nullable String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    @Override
    public List<String> headers(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String address() {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    @Override
    public boolean secure() {
        return false;
    }
}
