package dev.keycard.client;

import org.jspecify.annotations.Nullable;

/**
 * The client of a call into the engine, as far as it is known. Sign-ins are counted by the address, logins are listed with the
 * address and the user agent, and the audit contains the request id. None of it proves an identity. Immutable.
 *
 * @param address an IPv4 or IPv6 address as text; empty if it is not known
 * @param userAgent the {@code User-Agent} of the client; empty if there is none
 * @param requestId the id of the request in the log and in the audit; empty if there is none
 * @param languages the languages that the client reads, as a language priority list (RFC 4647); null if that is not known
 */
public record Client(
        String address,
        String userAgent,
        String requestId,
        @Nullable String languages) {

    private static final Client UNKNOWN = new Client("", "", "");

    /** A client without languages. */
    public Client(String address, String userAgent, String requestId) {
        this(address, userAgent, requestId, null);
    }

    /** An unknown client. All unknown clients count as one address. */
    public static Client unknown() {
        return UNKNOWN;
    }
}
