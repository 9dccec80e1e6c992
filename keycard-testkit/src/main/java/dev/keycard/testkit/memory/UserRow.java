package dev.keycard.testkit.memory;

import dev.keycard.user.Account;
import dev.keycard.user.EmailState;
import dev.keycard.user.User;

/** One of Keycard's own users. What their {@link Account} says stands there: the same fields of {@code user} are not read. */
record UserRow(User user, String passwordHash) {

    UserRow with(User changed) {
        return new UserRow(changed, passwordHash);
    }

    UserRow withHash(String hash) {
        return new UserRow(user, hash);
    }

    UserRow withEmail(String address, EmailState state) {
        return with(user.withEmail(address).withEmailState(state));
    }

    /** The user with what their account says. */
    User with(Account account) {
        return user.toBuilder().account(account).build();
    }
}
