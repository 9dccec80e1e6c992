package dev.keycard.login;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.user.User;
import dev.keycard.user.UserLookup;
import java.util.Optional;

/**
 * The stores that an exchange needs. Thread-safe.
 *
 * @param together whether the store of logins has the users too; it has not if they come from a directory of the application
 */
@Internal
public record LoginsAndUsers(LoginStore logins, UserLookup users, boolean together) {

    /** Makes the usual exchange in one step of the store; empty if it must be made in several. */
    Optional<Exchange.Exchanged> exchange(Exchange wanted) {
        return together ? logins.exchange(wanted) : Optional.empty();
    }

    Optional<User> active(UserId id) {
        return users.find(id).filter(User::active);
    }
}
