package dev.keycard.throttle;

import dev.keycard.address.Literal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Under which key an address is counted. */
public final class Addresses {

    private static final int PREFIX_BYTES = 8;
    private static final int NETWORK_BYTES = 6;

    private Addresses() {}

    /**
     * An IPv4 address counts for itself. An IPv6 address counts for its /64, which is the least that one customer has: to
     * count single addresses would let them use a new one for each attempt. What is no address counts for itself.
     */
    public static String key(String address) {
        return key(address, PREFIX_BYTES);
    }

    /** The same for the wider network: an IPv6 address counts for its /48, which one customer can have as well. */
    public static String network(String address) {
        return key(address, NETWORK_BYTES);
    }

    private static String key(String address, int prefixBytes) {
        int zone = address.indexOf('%');
        return Literal.parse(zone < 0 ? address : address.substring(0, zone))
                .map(parsed -> key(parsed, prefixBytes))
                .orElse(address);
    }

    private static String key(InetAddress address, int prefixBytes) {
        return address instanceof Inet6Address
                ? "6/" + HexFormat.of().formatHex(address.getAddress(), 0, prefixBytes)
                : address.getHostAddress();
    }
}
