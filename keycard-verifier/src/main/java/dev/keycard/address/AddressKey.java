package dev.keycard.address;

import dev.keycard.api.Internal;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which an address is counted. Immutable.
 *
 * <p>An IPv4 address counts for itself. An IPv6 address counts for its /64, which is the least that one customer has: if single
 * addresses were counted, the customer could use a new one for each attempt. Many customers have a /48, which holds 65,536 of
 * those, so an IPv6 address counts for its /48 as well, at {@link #WIDER} times the rate.
 *
 * <p>An IPv6 address that carries an IPv4 address counts as that IPv4 address: mapped ({@code ::ffff:0:0/96}), 6to4 ({@code
 * 2002::/16}, RFC 3056), Teredo ({@code 2001::/32}, RFC 4380) and NAT64 with the well-known prefix ({@code 64:ff9b::/96}, RFC
 * 6052). Answers to it reach only the holder of the IPv4 address, so it is the same customer; counted by their prefixes, all of
 * IPv4 would share one key. A text that is no address counts for itself.
 *
 * @param key the narrower key: an IPv4 address, {@code 6/} with the first 64 bits in hexadecimal, or the text itself
 * @param network the wider key, {@code 6/} with the first 48 bits and {@code /48}; null where there is none, as for IPv4
 */
@Internal
public record AddressKey(String key, @Nullable String network) {

    /** How many times a rate for an address may be used from its wider network. */
    public static final int WIDER = 8;

    private static final int SITE_BYTES = 6;
    private static final int LINK_BYTES = 8;
    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] TEREDO = {0x20, 0x01, 0, 0};
    private static final byte[] SIX_TO_FOUR = {0x20, 0x02};

    /** Both keys of an address as it is written, with or without a zone. */
    public static AddressKey of(String address) {
        int zone = address.indexOf('%');
        return Literal.parse(zone < 0 ? address : address.substring(0, zone))
                .map(AddressKey::of)
                .orElseGet(() -> new AddressKey(address, null));
    }

    /** The wider key, or the narrower one if there is none. */
    public String networkOrKey() {
        return network == null ? key : network;
    }

    /** Only the narrower key. */
    public static String keyOf(String address) {
        return of(address).key();
    }

    private static AddressKey of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new AddressKey(address.getHostAddress(), null);
        }
        byte[] bytes = address.getAddress();
        return carried(bytes)
                .map(four -> new AddressKey(four.getHostAddress(), null))
                .orElseGet(() -> new AddressKey("6/" + hex(bytes, LINK_BYTES), "6/" + hex(bytes, SITE_BYTES) + "/48"));
    }

    private static Optional<InetAddress> carried(byte[] bytes) {
        if (startsWith(bytes, SIX_TO_FOUR)) {
            return Optional.of(ipv4(bytes, 2, 0));
        }
        if (startsWith(bytes, TEREDO)) {
            // RFC 4380 section 4: the client's address, each bit inverted.
            return Optional.of(ipv4(bytes, 12, 0xff));
        }
        return startsWith(bytes, NAT64) ? Optional.of(ipv4(bytes, 12, 0)) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static InetAddress ipv4(byte[] bytes, int from, int inverted) {
        byte[] four = Arrays.copyOfRange(bytes, from, from + 4);
        for (int i = 0; i < four.length; i++) {
            four[i] = (byte) (four[i] ^ inverted);
        }
        try {
            return InetAddress.getByAddress(four);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    private static String hex(byte[] bytes, int length) {
        return HexFormat.of().formatHex(bytes, 0, length);
    }
}
