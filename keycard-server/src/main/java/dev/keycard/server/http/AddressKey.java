package dev.keycard.server.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The key by which connections are counted: an IPv4 address, or the first 64 bits of an IPv6 address, since one client has all
 * addresses of such a network.
 */
record AddressKey(boolean six, long bits) {

    /** @param address null if the connection has none; all such connections count together */
    static AddressKey of(@Nullable InetAddress address) {
        if (address == null) {
            return new AddressKey(false, -1);
        }
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return address instanceof Inet6Address
                ? new AddressKey(true, bytes.getLong())
                : new AddressKey(false, bytes.getInt() & 0xffffffffL);
    }
}
