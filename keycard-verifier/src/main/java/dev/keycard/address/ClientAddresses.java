package dev.keycard.address;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the address of a client behind proxies. Only what a trusted proxy says is believed: from the connection's own address on,
 * each hop that is trusted is asked for the one before it, until one is not trusted: that is the client. Where a trusted hop
 * says nothing that is understood, it counts as the client itself, which is stricter and never a way out. Immutable and
 * thread-safe; asks no name service.
 *
 * @param trusted the networks of the proxies; empty to believe nobody
 * @param header the one header that is read, since a proxy that writes one passes the client's other on
 */
public record ClientAddresses(List<Network> trusted, ForwardedHeader header) {

    /** No chain of proxies is that long, and no request may cost more. */
    private static final int MOST_HOPS = 16;

    public ClientAddresses {
        trusted = List.copyOf(trusted);
    }

    /** Believes nobody. */
    public static ClientAddresses ofConnections() {
        return new ClientAddresses(List.of(), ForwardedHeader.X_FORWARDED_FOR);
    }

    /**
     * The client's address as text; the connection's own, untouched, if that is not a trusted proxy's.
     *
     * @param connection the address of the other end of the connection
     * @param headers gives the values of a header, line by line; asked only if a trusted proxy speaks
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
        for (int i = 0; i < MOST_HOPS && hops.hasNext() && isTrusted(current); i++) {
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
