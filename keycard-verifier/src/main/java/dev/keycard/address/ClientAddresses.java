package dev.keycard.address;

import dev.keycard.api.Internal;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the address of a client behind proxies. Only headers of trusted proxies are used: starting with the address of the
 * connection, each trusted hop names the hop before it; the first hop that is not trusted is the client. If a trusted hop names
 * no valid address, it counts as the client itself, which is stricter. Immutable and thread-safe; uses no name service.
 *
 * @param trusted the networks of the proxies; empty to trust none
 * @param header the only header that is read, because a proxy that writes one passes the other on as the client sent it
 */
@Internal
public record ClientAddresses(List<Network> trusted, ForwardedHeader header) {

    /** The maximum number of hops, which bounds the cost of a request. */
    private static final int MAX_HOPS = 16;

    public ClientAddresses {
        trusted = List.copyOf(trusted);
    }

    /** Trusts no proxy. */
    public static ClientAddresses ofConnections() {
        return new ClientAddresses(List.of(), ForwardedHeader.X_FORWARDED_FOR);
    }

    /**
     * The client's address as text; the address of the connection, unchanged, if it is not that of a trusted proxy.
     *
     * @param connection the address of the other end of the connection
     * @param headers gives the values of a header, line by line; called only for connections of trusted proxies
     */
    public String resolve(String connection, Function<String, List<String>> headers) {
        if (trusted.isEmpty()) {
            return connection;
        }
        return Literal.parse(withoutZone(connection))
                .filter(this::isTrusted)
                .map(proxy ->
                        walk(proxy, new Hops(headers.apply(header.field()))).getHostAddress())
                .orElse(connection);
    }

    private InetAddress walk(InetAddress proxy, Hops hops) {
        InetAddress current = proxy;
        for (int i = 0; i < MAX_HOPS && hops.hasNext() && isTrusted(current); i++) {
            Optional<InetAddress> before = header.hop(hops.next());
            if (before.isEmpty()) {
                return current;
            }
            current = before.get();
        }
        return current;
    }

    private boolean isTrusted(InetAddress address) {
        for (Network network : trusted) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }
}
