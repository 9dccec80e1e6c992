package dev.keycard.throttle;

import dev.keycard.address.Literal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Under which key an address is counted. */
public final class Addresses {

    private static final int PREFIX_BYTES = 8;

    private Addresses() {}

    /**
     * An IPv4 address counts for itself. An IPv6 address counts for its /64, which is the least that one customer has: to
     * count single addresses would let them use a new one for each attempt. What is no address counts for itself.
     */
    public static String key(String address) {
        int zone = address.indexOf('%');
        return Literal.parse(zone < 0 ? address : address.substring(0, zone))
                .map(Addresses::key)
                .orElse(address);
    }

    private static String key(InetAddress address) {
        return address instanceof Inet6Address
                ? "6/" + HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES)
                : address.getHostAddress();
    }
}
