package dev.keycard.client;

import org.jspecify.annotations.Nullable;

/**
 * Who is on the other side of a call into the engine, as far as is known. Sign-ins are counted by the address, logins are shown
 * with the address and the user agent, and the audit names the request. Nothing of it proves who somebody is. Immutable.
 *
 * @param address an IPv4 or IPv6 address as text; empty if it is not known
 * @param userAgent what the client calls itself; empty if it does not
 * @param requestId names the request in the log and in the audit; empty if it is none
 * @param languages the languages that the client reads, as a language priority list (RFC 4647); null if that is not known
 */
public record Client(
        String address,
        String userAgent,
        String requestId,
        @Nullable String languages) {

    private static final Client UNKNOWN = new Client("", "", "");

    /** A client that does not tell which languages it reads. */
    public Client(String address, String userAgent, String requestId) {
        this(address, userAgent, requestId, null);
    }

    /** A client of which nothing is known. All unknown clients count as one address. */
    public static Client unknown() {
        return UNKNOWN;
    }
}
