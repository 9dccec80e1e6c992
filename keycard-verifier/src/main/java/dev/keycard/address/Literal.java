package dev.keycard.address;

import dev.keycard.api.Internal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses in text form, without a name service. */
@Internal
public final class Literal {

    /** Without leading zeros, which some readers take as octal: all readers must see the same address. */
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern FOUR = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

    /** The longest text: six groups and a dotted quad. The JDK refuses other texts of that length. */
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:]{0,45}:[0-9a-fA-F:.]{0,45}");

    private Literal() {}

    /**
     * The address that a text is; an IPv4 address that is mapped into IPv6 is that IPv4 address. Empty for anything else, zones
     * and ports among it.
     */
    public static Optional<InetAddress> parse(String text) {
        return FOUR.matcher(text).matches() || SIX.matcher(text).matches() ? read(text) : Optional.empty();
    }

    /** With brackets, the JDK reads a text with colons as an address or refuses it, and never resolves it as a name. */
    private static Optional<InetAddress> read(String text) {
        try {
            return Optional.of(InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]"));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
