package dev.keycard.address;

import dev.keycard.api.Internal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses, written {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or as a single address. Immutable.
 *
 * @param first the lowest address
 * @param prefix how many bits all addresses share, at least one
 */
@Internal
public record Network(InetAddress first, int prefix) {

    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([1-9][0-9]{0,2}))?");

    /**
     * Reads a network. Empty if the text is malformed, if bits beyond the prefix are set, or if the network contains all
     * addresses.
     */
    public static Optional<Network> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Literal.parse(form.group(1)).flatMap(address -> of(address, form.group(2)));
    }

    private static Optional<Network> of(InetAddress address, String prefix) {
        int bits = address.getAddress().length * 8;
        int shared = prefix == null ? bits : Integer.parseInt(prefix);
        return shared <= bits && isZero(address, bits - shared)
                ? Optional.of(new Network(address, shared))
                : Optional.empty();
    }

    private static boolean isZero(InetAddress address, int lowBits) {
        BigInteger number = new BigInteger(1, address.getAddress());
        return number.mod(BigInteger.ONE.shiftLeft(lowBits)).signum() == 0;
    }

    /** Whether an address is in this network. */
    public boolean contains(InetAddress address) {
        byte[] own = first.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xff : (0xff00 >> (prefix - bit)) & 0xff;
            if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefix;
    }
}
