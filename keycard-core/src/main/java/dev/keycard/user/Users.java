package dev.keycard.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.change.Change;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The users that this node remembers. What changes is forgotten at once and read again when next needed, so a request learns
 * of a changed user without a look-up of its own. Bounded; thread-safe.
 */
public final class Users {

    private static final long MOST_REMEMBERED = 50_000;

    private final UserStore store;
    private final Cache<Long, Remembered> known;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    public Users(UserStore store) {
        this.store = store;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                // Who is no longer in here hears of no changes, so nobody may go on relying on them.
                .<Long, Remembered>evictionListener((id, evicted, cause) -> forget(evicted))
                .build();
    }

    /** The user if this node remembers them; never blocks. */
    public Optional<Remembered> recall(long id) {
        Remembered found = known.getIfPresent(id);
        if (found != null) {
            hits.increment();
        }
        return Optional.ofNullable(found);
    }

    /**
     * The user, read if need be. The read happens inside the cache's own lock on this id: a change that arrives meanwhile
     * waits for it and then empties what it brought, so an outdated user is never kept.
     */
    @SuppressWarnings("NullAway") // a cache takes null for "nothing to keep"
    public Optional<Remembered> load(long id) {
        return Optional.ofNullable(
                known.get(id, unknown -> find(unknown).map(Remembered::new).orElse(null)));
    }

    private Optional<User> find(long id) {
        misses.increment();
        return store.find(id);
    }

    /** The user as the store has them now, whatever is remembered. */
    public Optional<User> read(long id) {
        return store.find(id);
    }

    /** Forgets what the change makes untrue. */
    public void learn(Change change) {
        if (change instanceof Change.UserChanged changed) {
            // Not computeIfPresent: that one takes a reading under way for an absent entry, and does not wait for it.
            known.asMap().compute(changed.userId(), (id, outdated) -> forget(outdated));
        }
    }

    private static @Nullable Remembered forget(@Nullable Remembered outdated) {
        if (outdated != null) {
            outdated.forget();
        }
        return null;
    }

    /** How often a user was remembered when memory alone was asked. */
    public long hits() {
        return hits.sum();
    }

    /** How often a user had to be read to be remembered. */
    public long misses() {
        return misses.sum();
    }
}
