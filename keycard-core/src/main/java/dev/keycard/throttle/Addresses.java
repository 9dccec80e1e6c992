package dev.keycard.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Under which key an address is counted. */
public final class Addresses {

    private static final int PREFIX_BYTES = 8;

    private Addresses() {}

    /**
     * An IPv4 address counts for itself. An IPv6 address counts for its /64, which is the least that one customer has: to
     * count single addresses would let them use a new one for each attempt.
     */
    public static String key(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // A text with a colon is a literal, so nothing is looked up.
            if (InetAddress.getByName(address) instanceof Inet6Address six) {
                byte[] bytes = six.getAddress();
                StringBuilder key = new StringBuilder("6/");
                for (int i = 0; i < PREFIX_BYTES; i++) {
                    key.append(Character.forDigit(bytes[i] >> 4 & 15, 16))
                            .append(Character.forDigit(bytes[i] & 15, 16));
                }
                return key.toString();
            }
            return InetAddress.getByName(address).getHostAddress();
        } catch (UnknownHostException noLiteral) {
            return address;
        }
    }
}
