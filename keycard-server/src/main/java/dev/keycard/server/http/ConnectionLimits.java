package dev.keycard.server.http;

import dev.keycard.address.Network;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Limits of connections, which are counted from their acceptance on, before a TLS handshake and before any byte. Immutable.
 *
 * @param most the maximum number of connections
 * @param perAddress the most connections of one IPv4 address, or of one IPv6 network of 64 bits
 * @param handshakes the most connections at once whose TLS handshake is not complete
 * @param exempt networks to which {@code perAddress} does not apply, since a proxy speaks for many clients
 */
public record ConnectionLimits(int most, int perAddress, int handshakes, List<Network> exempt) {

    private static final int HANDSHAKES = 256;

    public ConnectionLimits {
        if (most < 1 || perAddress < 1 || handshakes < 1) {
            throw new IllegalArgumentException("limits of connections are at least 1");
        }
        exempt = List.copyOf(exempt);
    }

    /** That many connections, a quarter of them for each address, 256 handshakes. */
    public static ConnectionLimits of(int most) {
        return new ConnectionLimits(most, Math.max(1, most / 4), Math.min(most, HANDSHAKES), List.of());
    }

    public ConnectionLimits withPerAddress(int connections) {
        return new ConnectionLimits(most, Math.min(most, connections), handshakes, exempt);
    }

    public ConnectionLimits withHandshakes(int atOnce) {
        return new ConnectionLimits(most, perAddress, atOnce, exempt);
    }

    public ConnectionLimits withExempt(List<Network> proxies) {
        return new ConnectionLimits(most, perAddress, handshakes, proxies);
    }

    /** Whether {@code perAddress} does not apply to that address. */
    boolean isExempt(@Nullable InetAddress address) {
        return address != null && exempt.stream().anyMatch(network -> network.contains(address));
    }
}
