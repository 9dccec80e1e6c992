package dev.keycard.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as they are written, and never asks a name service. */
public final class Literal {

    /** Without leading zeros, which some read as octal; a lenient reader and a strict one must not see two addresses. */
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern FOUR = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

    /** The longest there is: six groups and a dotted quad, or one more digit here and there that the platform refuses. */
    private static final Pattern SIX = Pattern.compile("[0-9a-fA-F:]{0,45}:[0-9a-fA-F:.]{0,45}");

    private Literal() {}

    /**
     * The address that a text is; an IPv4 address that is mapped into IPv6 is that IPv4 address. Empty for anything else, zones
     * and ports among it.
     */
    public static Optional<InetAddress> parse(String text) {
        return FOUR.matcher(text).matches() || SIX.matcher(text).matches() ? read(text) : Optional.empty();
    }

    /** Brackets make sure that the platform takes what has colons for an address or refuses it, and never for a name. */
    private static Optional<InetAddress> read(String text) {
        try {
            return Optional.of(InetAddress.getByName(text.indexOf(':') < 0 ? text : "[" + text + "]"));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
