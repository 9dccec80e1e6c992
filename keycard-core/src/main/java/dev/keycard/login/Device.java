package dev.keycard.login;

import dev.keycard.address.AddressKey;
import dev.keycard.client.Client;
import dev.keycard.crypto.Base64Url;
import dev.keycard.crypto.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The device of a login, as its client describes it, so that its owner can identify the login. It proves nothing; a request
 * from another device than before is only trusted less.
 *
 * @param name the client's own description of itself, shortened
 */
public record Device(String name, String address) {

    private static final int MAX_NAME = 120;
    private static final int KEY_BYTES = 16;

    /** The device of a client. */
    public static Device of(Client client) {
        String printable = client.userAgent().replaceAll("[^\\x20-\\x7e]", "?");
        String name = printable.length() > MAX_NAME ? printable.substring(0, MAX_NAME) : printable;
        return new Device(name, client.address());
    }

    /**
     * A key that is equal for the same client: a digest of the description and of the address. An IPv6 address counts as its
     * /64, because clients change the rest of it.
     */
    public String key() {
        String text = AddressKey.keyOf(address) + '\n' + name;
        byte[] digest = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
        return Base64Url.encode(Arrays.copyOf(digest, KEY_BYTES));
    }
}
