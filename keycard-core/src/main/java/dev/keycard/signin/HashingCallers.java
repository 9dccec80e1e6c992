package dev.keycard.signin;

import dev.keycard.address.AddressKey;
import dev.keycard.api.Internal;
import dev.keycard.client.Client;
import dev.keycard.password.HashingCaller;
import dev.keycard.user.Username;

/** Makes the {@link dev.keycard.password.HashingCaller} of a client. */
@Internal
public final class HashingCallers {

    private HashingCallers() {}

    /**
     * The caller of a client.
     *
     * @param account the name of the account that the password is for, as it was presented
     */
    public static HashingCaller of(String account, Client client) {
        return of(account, client.address());
    }

    /**
     * A caller at an address.
     *
     * @param account the name of the account that the password is for, as it was presented
     * @param address the client's address; empty if there is no client
     */
    public static HashingCaller of(String account, String address) {
        AddressKey from = AddressKey.of(address);
        return new HashingCaller(Username.fold(account), from.key(), from.networkOrKey());
    }
}
