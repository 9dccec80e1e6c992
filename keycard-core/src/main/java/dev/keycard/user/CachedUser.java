package dev.keycard.user;

import dev.keycard.api.Internal;
import dev.keycard.revocation.AccountStatus;
import dev.keycard.revocation.CachedAccount;
import org.jspecify.annotations.Nullable;

/**
 * A user in this node's memory. Whoever holds on to it sees at once, without a look-up, when the user changed or was forgotten:
 * it is empty from then on, for good. Thread-safe.
 */
@Internal
public final class CachedUser implements CachedAccount {

    private volatile @Nullable User user;

    CachedUser(User user) {
        this.user = user;
    }

    /** The user as the store has them; null if that is no longer sure. */
    public @Nullable User user() {
        return user;
    }

    @Override
    public @Nullable AccountStatus status() {
        return user;
    }

    void forget() {
        user = null;
    }
}
