package dev.keycard.webflux;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Adapts a request. Its path is the one within the application, as received. It never reads the body, which belongs to the
 * application. Immutable; the headers are those of the server, which are gone with the request, unless it is {@link #detached}.
 *
 * @param host of HTTP/2, where it is not a header
 */
record ExchangeRequest(
        String id,
        String method,
        String path,
        @Nullable String query,
        HttpHeaders lines,
        @Nullable String host,
        String address,
        boolean secure)
        implements Request {

    private static final byte[] NOTHING = {};

    static ExchangeRequest of(ServerHttpRequest request, String id, ClientAddresses clients) {
        URI uri = request.getURI();
        HttpHeaders lines = request.getHeaders();
        return new ExchangeRequest(
                id,
                request.getMethod().name(),
                request.getPath().pathWithinApplication().value(),
                uri.getRawQuery(),
                lines,
                uri.getRawAuthority(),
                clients.resolve(address(request.getRemoteAddress()), name -> values(lines, name)),
                request.getSslInfo() != null || "https".equalsIgnoreCase(uri.getScheme()));
    }

    private static String address(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return "";
        }
        InetAddress ip = remote.getAddress();
        return ip == null ? remote.getHostString() : ip.getHostAddress();
    }

    /** The same with a copy of the headers, for another thread: a server may reuse its own for the next request. */
    ExchangeRequest detached() {
        HttpHeaders copy = new HttpHeaders();
        lines.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return new ExchangeRequest(id, method, path, query, copy, host, address, secure);
    }

    /** The same request with the method that a filter has given it. */
    ExchangeRequest withMethod(String other) {
        return new ExchangeRequest(id, other, path, query, lines, host, address, secure);
    }

    @Override
    public @Nullable String header(String name) {
        String value = lines.getFirst(name);
        return value == null && name.equalsIgnoreCase(HeaderNames.HOST) ? host : value;
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = values(lines, name);
        String value = values.isEmpty() ? header(name) : null;
        return value == null ? values : List.of(value);
    }

    private static List<String> values(HttpHeaders lines, String name) {
        return lines.getOrEmpty(name);
    }

    @Override
    public byte[] body() {
        return NOTHING;
    }
}
