package dev.keycard.user;

import dev.keycard.api.Internal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user whom a credential names, as far as they could be found. Immutable.
 *
 * @param user null if there is none
 * @param cached their entry in the cache; null if the cache must not be relied on, so that the next request asks again
 */
@Internal
public record Owner(@Nullable User user, @Nullable CachedUser cached) {

    /** The user, if there is one and they are active. */
    public Optional<User> active() {
        return Optional.ofNullable(user).filter(User::active);
    }
}
