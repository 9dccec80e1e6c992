package dev.keycard.servlet;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a servlet request. Its path is the one within the application, as received. It never reads the body: that belongs to
 * the application, unless the request is for an endpoint of Keycard.
 */
final class IncomingRequest implements Request {

    private static final byte[] NOTHING = {};

    private final HttpServletRequest request;
    private final String id;
    private final ClientAddresses clients;
    private final byte[] body;
    private final String method;
    private @Nullable String address;
    private boolean authenticatedAsSafe;

    /** A request whose body is not read. */
    IncomingRequest(HttpServletRequest request, String id, ClientAddresses clients) {
        this(request, id, clients, request.getMethod(), NOTHING);
    }

    private IncomingRequest(
            HttpServletRequest request, String id, ClientAddresses clients, String method, byte[] body) {
        this.request = request;
        this.id = id;
        this.clients = clients;
        this.method = method;
        this.body = body;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        String path = request.getRequestURI();
        String application = request.getContextPath();
        return application.isEmpty() ? path : path.substring(Math.min(application.length(), path.length()));
    }

    @Override
    public @Nullable String query() {
        return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
        String value = request.getHeader(name);
        return value == null && name.equalsIgnoreCase(HeaderNames.HOST) ? hostOfHttp2() : value;
    }

    @Override
    public List<String> headers(String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (values != null && values.hasMoreElements()) {
            return Collections.list(values);
        }
        String value = header(name);
        return value == null ? List.of() : List.of(value);
    }

    /** In HTTP/2, {@code :authority} replaces {@code Host} (RFC 9113 section 8.3.1); the container shows it as the server. */
    private @Nullable String hostOfHttp2() {
        String name = request.getProtocol().startsWith("HTTP/2") ? request.getServerName() : null;
        int usual = request.isSecure() ? 443 : 80;
        return name == null || request.getServerPort() == usual ? name : name + ":" + request.getServerPort();
    }

    @Override
    public byte[] body() {
        return body;
    }

    /** The same request with its body. */
    IncomingRequest withBody(byte[] bytes) {
        return new IncomingRequest(request, id, clients, method, bytes);
    }

    /** Whether it shows that object. */
    @SuppressWarnings("ReferenceEquality") // A wrapper may show something else, whatever it says it equals.
    boolean isOf(HttpServletRequest other) {
        return request == other;
    }

    /** The same request as a filter shows it. */
    IncomingRequest over(HttpServletRequest other) {
        return new IncomingRequest(other, id, clients);
    }

    /** The same request with the method that a filter has given it. */
    IncomingRequest withMethod(String other) {
        IncomingRequest changed = new IncomingRequest(request, id, clients, other, body);
        changed.address = address;
        changed.authenticatedAsSafe = authenticatedAsSafe;
        return changed;
    }

    /** The request was authenticated with this method. */
    void authenticated() {
        authenticatedAsSafe = isSafe();
    }

    /** Whether it changes something now, and did not when it was authenticated. */
    boolean isMadeUnsafe() {
        return authenticatedAsSafe && !isSafe();
    }

    @Override
    public String address() {
        String known = address;
        if (known == null) {
            known = clients.resolve(Objects.requireNonNullElse(request.getRemoteAddr(), ""), this::headers);
            address = known;
        }
        return known;
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }
}
