package dev.keycard.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.ChangeListener;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The users that this node remembers. What changes is forgotten at once and read again when next needed, so a request learns
 * of a changed user without a look-up of its own. Bounded; thread-safe.
 *
 * <p>Changes arrive on the thread that commits, and wait for nobody: not for a read that goes on, and for no lock that is held
 * during one. Each change moves an epoch first and then forgets the user. Whoever reads a user notes the epoch before, and keeps
 * what came of it only if the epoch is still the same; so what was read before a change is never kept after it.
 */
@Internal
public final class UserCache implements ChangeListener {

    private static final int MOST_REMEMBERED = 50_000;

    /** Ids share epochs, so that these are bounded: a change of one user makes reads of a few others not kept, at worst. */
    private static final int EPOCHS = 4096;

    private final UserLookup store;
    private final Cache<UserId, CachedUser> known;
    private final AtomicLongArray epochs = new AtomicLongArray(EPOCHS);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** Remembers 50,000 users. */
    public UserCache(UserLookup store) {
        this(store, MOST_REMEMBERED);
    }

    /** @param most how many users are remembered */
    public UserCache(UserLookup store, int most) {
        this.store = store;
        this.known = Caffeine.newBuilder()
                .maximumSize(most)
                // Who is no longer in here hears of no changes, so nobody may go on relying on them.
                .<UserId, CachedUser>evictionListener((id, evicted, cause) -> forget(evicted))
                .build();
    }

    /** The user if this node remembers them; never blocks. */
    public Optional<CachedUser> get(UserId id) {
        CachedUser found = known.getIfPresent(id);
        if (found != null) {
            hits.increment();
        }
        return Optional.ofNullable(found);
    }

    /**
     * The user, read if need be; empty if there is none. A user who changed during the read is given as forgotten, and not kept.
     * Several callers may read the same user at once. May wait for the store.
     */
    public Optional<CachedUser> load(UserId id) {
        CachedUser remembered = known.getIfPresent(id);
        return remembered == null ? read(id, epochs.get(place(id))) : Optional.of(remembered);
    }

    private Optional<CachedUser> read(UserId id, long epoch) {
        misses.increment();
        return store.find(id).map(CachedUser::new).map(fresh -> keep(id, fresh, epoch));
    }

    /** The epoch is asked while the cache holds its entry, which takes moments: a change after that finds what was kept. */
    private CachedUser keep(UserId id, CachedUser fresh, long epoch) {
        CachedUser kept = known.asMap().compute(id, (key, present) -> {
            if (present != null) {
                return present;
            }
            return epochs.get(place(id)) == epoch ? fresh : forget(fresh);
        });
        return kept == null ? fresh : kept;
    }

    /** The user as the store has them now, whatever is remembered. */
    public Optional<User> read(UserId id) {
        return store.find(id);
    }

    /** Evicts the user. Never waits for a read. */
    @Override
    public void userChanged(Change.UserChanged change) {
        epochs.incrementAndGet(place(change.userId()));
        forget(known.asMap().remove(change.userId()));
    }

    // The other kinds change nothing of a user that is kept here: a change of revokedBefore comes with UserChanged.

    @Override
    public void loginEnded(Change.LoginEnded change) {}

    @Override
    public void loginsEnded(Change.LoginsEnded change) {}

    @Override
    public void apiTokenEnded(Change.ApiTokenEnded change) {}

    @Override
    public void apiTokenChanged(Change.ApiTokenChanged change) {}

    @Override
    public void keysChanged(Change.KeysChanged change) {}

    private static int place(UserId id) {
        return Math.floorMod(id.hashCode(), EPOCHS);
    }

    private static @Nullable CachedUser forget(@Nullable CachedUser outdated) {
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
