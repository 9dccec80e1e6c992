package dev.keycard.server.http;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Adapts a Vert.x request to {@link dev.keycard.http.Request}. Copies only the body. */
final class IncomingRequest implements Request {

    private static final byte[] NOTHING = {};

    private final HttpServerRequest request;
    private final String id;
    private final ClientAddresses clients;
    private final byte[] body;

    /** These are read more than once for every request. */
    private @Nullable List<String> authorization;

    private @Nullable String address;

    private IncomingRequest(HttpServerRequest request, String id, ClientAddresses clients, byte[] body) {
        this.request = request;
        this.id = id;
        this.clients = clients;
        this.body = body;
    }

    static IncomingRequest withoutBody(HttpServerRequest request, String id, ClientAddresses clients) {
        return new IncomingRequest(request, id, clients, NOTHING);
    }

    IncomingRequest withBody(byte[] bytes) {
        return new IncomingRequest(request, id, clients, bytes);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        return Objects.requireNonNullElse(request.path(), "");
    }

    @Override
    public @Nullable String query() {
        return request.query();
    }

    @Override
    public @Nullable String header(String name) {
        if (name.equals(HeaderNames.AUTHORIZATION)) {
            List<String> lines = headers(name);
            return lines.isEmpty() ? null : lines.get(0);
        }
        return isHostOfHttp2(name) ? authority() : request.headers().get(name);
    }

    @Override
    public List<String> headers(String name) {
        if (name.equals(HeaderNames.AUTHORIZATION)) {
            return authorization();
        }
        if (isHostOfHttp2(name)) {
            String host = authority();
            return host == null ? List.of() : List.of(host);
        }
        return request.headers().getAll(name);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public String address() {
        String known = address;
        if (known == null) {
            known = clients.resolve(connectionAddress(), request.headers()::getAll);
            address = known;
        }
        return known;
    }

    private String connectionAddress() {
        SocketAddress remote = request.remoteAddress();
        return remote == null ? "" : Objects.requireNonNullElse(remote.hostAddress(), "");
    }

    @Override
    public boolean secure() {
        return request.isSSL();
    }

    private List<String> authorization() {
        List<String> lines = authorization;
        if (lines == null) {
            lines = request.headers().getAll(HeaderNames.AUTHORIZATION);
            authorization = lines;
        }
        return lines;
    }

    /** In HTTP/2, {@code :authority} replaces {@code Host} and takes precedence (RFC 9113 section 8.3.1). */
    private boolean isHostOfHttp2(String name) {
        return name.equalsIgnoreCase(HeaderNames.HOST) && request.version() == HttpVersion.HTTP_2;
    }

    private @Nullable String authority() {
        HostAndPort authority = request.authority();
        return authority == null ? null : authority.toString();
    }
}
