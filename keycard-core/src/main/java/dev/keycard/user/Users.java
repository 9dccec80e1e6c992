package dev.keycard.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.change.Change;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The users that this node remembers. What changes is forgotten at once and read again when next needed, so a request learns
 * of a changed user without a look-up of its own. Bounded; thread-safe.
 */
public final class Users {

    private static final long MOST_REMEMBERED = 50_000;

    private final UserStore store;
    private final Cache<Long, User> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    public Users(UserStore store) {
        this.store = store;
    }

    /** The user if this node remembers them; never blocks. */
    public @Nullable User recall(long id) {
        return remembered.getIfPresent(id);
    }

    /**
     * The user, read if need be. The read happens inside the cache's own lock on this id: a change that arrives meanwhile
     * waits for it and then removes what it brought, so an outdated user is never kept.
     */
    @SuppressWarnings("NullAway") // a cache takes null for "nothing to keep"
    public Optional<User> load(long id) {
        return Optional.ofNullable(
                remembered.get(id, unknown -> store.find(unknown).orElse(null)));
    }

    /** The user as the store has them now, whatever is remembered. */
    public Optional<User> read(long id) {
        return store.find(id);
    }

    /** Forgets what the change makes untrue. */
    public void learn(Change change) {
        if (change instanceof Change.UserChanged changed) {
            remembered.invalidate(changed.userId());
        }
    }
}
