package dev.keycard.grpc;

import dev.keycard.address.ClientAddresses;
import dev.keycard.http.HeaderNames;
import dev.keycard.http.Request;
import dev.keycard.http.RequestIds;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a call. Its path is {@code /} and the full name of the method; it is a {@code GET} if the method is declared to have no
 * side effects, else a {@code POST}. Its headers are a copy of the metadata, which other interceptors may modify while a check
 * goes on elsewhere. Cookies are hidden: a browser would send them without the page's knowledge. Immutable.
 *
 * @param headers not modified after the construction, so that several threads can read it
 */
record CallRequest(
        String id, String method, String path, Metadata headers, String authority, String address, boolean secure)
        implements Request {

    private static final byte[] NOTHING = {};
    private static final Metadata.Key<String> AUTHORIZATION = key(HeaderNames.AUTHORIZATION);
    private static final Metadata.Key<String> REQUEST_ID = key(HeaderNames.REQUEST_ID);

    static CallRequest of(ServerCall<?, ?> call, Metadata headers, RequestIds ids, ClientAddresses clients) {
        Metadata copy = new Metadata();
        copy.merge(headers);
        MethodDescriptor<?, ?> method = call.getMethodDescriptor();
        String connection = text(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        return new CallRequest(
                ids.choose(copy.get(REQUEST_ID)),
                method.isSafe() ? "GET" : "POST",
                "/" + method.getFullMethodName(),
                copy,
                Objects.requireNonNullElse(call.getAuthority(), ""),
                clients.resolve(connection, name -> values(copy, key(name))),
                call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION) != null);
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Of a connection without an IP address, such as one within the process, the text of its address. */
    private static String text(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress socket) {
            InetAddress ip = socket.getAddress();
            return ip == null ? socket.getHostString() : ip.getHostAddress();
        }
        return String.valueOf(address);
    }

    private static List<String> values(Metadata headers, Metadata.Key<String> key) {
        Iterable<String> values = headers.getAll(key);
        if (values == null) {
            return List.of();
        }
        List<String> list = new ArrayList<>(1);
        values.forEach(list::add);
        return list;
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public List<String> headers(String name) {
        if (name.equals(HeaderNames.AUTHORIZATION)) {
            return values(headers, AUTHORIZATION);
        }
        if (name.equalsIgnoreCase(HeaderNames.HOST)) {
            return authority.isEmpty() ? List.of() : List.of(authority);
        }
        return name.equalsIgnoreCase(HeaderNames.COOKIE) || isBinary(name) ? List.of() : values(headers, key(name));
    }

    /** The names of metadata with bytes for values end so. */
    private static boolean isBinary(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(Metadata.BINARY_HEADER_SUFFIX);
    }

    @Override
    public byte[] body() {
        return NOTHING;
    }
}
