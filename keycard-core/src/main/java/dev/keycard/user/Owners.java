package dev.keycard.user;

import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.revocation.RevocationCheck;
import java.util.Optional;

/** Finds the users whom credentials name: in the cache while it may decide, else in the store. Thread-safe. */
@Internal
public final class Owners {

    private final UserCache cache;
    private final RevocationCheck revocations;

    public Owners(UserCache cache, RevocationCheck revocations) {
        this.cache = cache;
        this.revocations = revocations;
    }

    /** From the cache, or read into it, while the cache may decide; else from the store. May wait. */
    public Owner find(UserId id) {
        if (revocations.isKnown()) {
            Optional<CachedUser> loaded = cache.load(id);
            User user = loaded.map(CachedUser::user).orElse(null);
            if (user != null || loaded.isEmpty()) {
                return new Owner(user, loaded.orElse(null));
            }
        }
        // The cache may not decide, or the user changed at this very moment.
        return read(id);
    }

    /** From the store, whatever the cache holds. May wait. */
    public Owner read(UserId id) {
        return new Owner(cache.read(id).orElse(null), null);
    }

    /** From the cache alone; empty if it does not hold them. Never waits. */
    public Optional<Owner> findInCache(UserId id) {
        CachedUser cached = cache.get(id).orElse(null);
        User user = cached == null ? null : cached.user();
        return user == null ? Optional.empty() : Optional.of(new Owner(user, cached));
    }
}
