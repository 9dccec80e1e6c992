package dev.keycard.signin;

import dev.keycard.address.AddressKey;
import dev.keycard.http.Request;
import dev.keycard.password.HashingCaller;
import dev.keycard.user.Username;

/** Tells the hashing queue whom it computes for. */
public final class HashingCallers {

    private HashingCallers() {}

    /**
     * The caller of a request.
     *
     * @param account the name of the account that the password is for, as it was presented
     */
    public static HashingCaller of(String account, Request request) {
        AddressKey address = AddressKey.of(request.address());
        return new HashingCaller(Username.fold(account), address.key(), address.networkOrKey());
    }
}
