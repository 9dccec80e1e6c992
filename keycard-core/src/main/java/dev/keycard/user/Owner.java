package dev.keycard.user;

import dev.keycard.id.UserId;
import dev.keycard.revocation.RevocationCheck;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user whom a credential names, as far as they could be found.
 *
 * @param user null if there is none
 * @param remembered what memory holds of them; null if it cannot vouch for them, and the next request has to ask again
 */
public record Owner(@Nullable User user, @Nullable CachedUser remembered) {

    /** From memory, or read into it, while memory may decide; else straight from the store. May wait. */
    public static Owner find(UserCache users, RevocationCheck revocations, UserId id) {
        if (revocations.isKnown()) {
            Optional<CachedUser> loaded = users.load(id);
            User user = loaded.map(CachedUser::user).orElse(null);
            if (user != null || loaded.isEmpty()) {
                return new Owner(user, loaded.orElse(null));
            }
        }
        // Memory may not decide, or the user changed at this very moment.
        return new Owner(users.read(id).orElse(null), null);
    }

    /** From memory alone; empty if it does not know them. */
    public static Optional<Owner> recall(UserCache users, UserId id) {
        CachedUser remembered = users.recall(id).orElse(null);
        User user = remembered == null ? null : remembered.user();
        return user == null ? Optional.empty() : Optional.of(new Owner(user, remembered));
    }

    /** The user, if there is one and they are active. */
    public Optional<User> active() {
        return Optional.ofNullable(user).filter(User::active);
    }
}
