package dev.keycard.password;

/**
 * The caller for whom a hash is computed, so that the places in the queue are shared fairly. Equal texts mean the same account,
 * address or network. Immutable.
 *
 * @param account the account's name as it was presented, folded; it need not exist
 * @param address the client's address: an IPv4 address, or the /64 of an IPv6 address
 * @param network the wider network: the same IPv4 address, or the /48 of an IPv6 address
 */
public record HashingCaller(String account, String address, String network) {

    /** The program itself, such as a command line. */
    public static final HashingCaller LOCAL = new HashingCaller("", "", "");
}
