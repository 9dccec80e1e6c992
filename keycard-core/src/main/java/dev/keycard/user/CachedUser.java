package dev.keycard.user;

import dev.keycard.api.Internal;
import dev.keycard.revocation.AccountStatus;
import dev.keycard.revocation.CachedAccount;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the user cache. A holder of this object sees without a look-up when the user changed or was evicted: it is empty
 * from then on. Thread-safe.
 */
@Internal
public final class CachedUser implements CachedAccount {

    private volatile @Nullable User user;

    CachedUser(User user) {
        this.user = user;
    }

    /** The user as the store has them; null after a change or an eviction. */
    public @Nullable User user() {
        return user;
    }

    @Override
    public @Nullable AccountStatus status() {
        return user;
    }

    void invalidate() {
        user = null;
    }
}
