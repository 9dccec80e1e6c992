package dev.keycard.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request from an adapter, which avoids copies. Valid until its answer is sent; read by one thread at a time. */
public interface Request {

    /** The id of the request, for logs and for the {@code X-Request-Id} header of the answer. */
    String id();

    /** The method in upper case, as received. */
    String method();

    /** The path as received: not decoded, not normalised, without the query. */
    String path();

    /** The query as received, without the question mark; null if there is none. */
    @Nullable String query();

    /** The first value of a header; the name is compared without regard to case. */
    @Nullable String header(String name);

    /** Every value of a header, in order. */
    List<String> headers(String name);

    /** The whole body, empty if there is none. The adapter has limited its size. */
    byte[] body();

    /** The address of the client, as text. */
    String address();

    /** Whether the client's connection is protected by TLS. */
    boolean secure();

    /**
     * Whether the method is safe (RFC 9110 section 9.2.1). A request that asks for another protocol is never safe: afterwards
     * both sides can send anything on the connection.
     */
    default boolean isSafe() {
        return switch (method()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> !asksForUpgrade();
            default -> false;
        };
    }

    /**
     * Whether the request asks for another protocol on its connection, such as a WebSocket. Proxies drop {@code Upgrade} on the
     * way because it is about one connection only, and HTTP/2 does without it (RFC 8441), so the headers of the WebSocket
     * handshake count as well.
     */
    default boolean asksForUpgrade() {
        return header("Sec-WebSocket-Version") != null
                || header("Sec-WebSocket-Key") != null
                || header("Upgrade") != null;
    }

    /**
     * Whether the request opens a WebSocket: a browser sends such a request for a page, but adds no headers of the page's choice.
     */
    default boolean isHandshake() {
        return (method().equals("GET") || method().equals("CONNECT")) && asksForUpgrade();
    }
}
