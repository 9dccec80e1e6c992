package dev.keycard.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the form in which a proxy names a client: an address, an IPv6 address perhaps in brackets, perhaps a port (RFC 7239
 * section 6). Names that hide the address ({@code unknown}, {@code _anything}) give none.
 */
final class NodeName {

    private static final String PORT = "(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]{1,64}))?";
    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]{2,64})\\]" + PORT);
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]{7,15})" + PORT);

    private NodeName() {}

    static Optional<InetAddress> parse(String name) {
        Matcher bracketed = BRACKETED.matcher(name);
        if (bracketed.matches()) {
            return Literal.parse(bracketed.group(1))
                    .filter(address -> bracketed.group(1).indexOf(':') >= 0);
        }
        Matcher withPort = WITH_PORT.matcher(name);
        return Literal.parse(withPort.matches() ? withPort.group(1) : name);
    }
}
