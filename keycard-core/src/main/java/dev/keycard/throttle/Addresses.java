package dev.keycard.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Under which key an address is counted. */
public final class Addresses {

    private static final int PREFIX_BYTES = 8;

    /** What the platform reads as a literal or refuses. Anything else it would ask the name service for, and wait. */
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private Addresses() {}

    /**
     * An IPv4 address counts for itself. An IPv6 address counts for its /64, which is the least that one customer has: to
     * count single addresses would let them use a new one for each attempt.
     */
    public static String key(String address) {
        int zone = address.indexOf('%');
        String literal = zone < 0 ? address : address.substring(0, zone);
        if (!SIX.matcher(literal).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(literal);
            if (parsed instanceof Inet6Address six) {
                byte[] bytes = six.getAddress();
                StringBuilder key = new StringBuilder("6/");
                for (int i = 0; i < PREFIX_BYTES; i++) {
                    key.append(Character.forDigit(bytes[i] >> 4 & 15, 16))
                            .append(Character.forDigit(bytes[i] & 15, 16));
                }
                return key.toString();
            }
            return parsed.getHostAddress();
        } catch (UnknownHostException noLiteral) {
            return address;
        }
    }
}
