package dev.keycard.user;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.keycard.api.Internal;
import dev.keycard.id.UserId;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.FeedListener;
import dev.keycard.revocation.UserChangeListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The users that this node caches. A change removes the user at once, and the next use reads the user again, so a request needs
 * no look-up to detect a change. Bounded; thread-safe.
 *
 * <p>Changes arrive on the committing thread, and do not wait: neither for a running read, nor for a lock that is held during
 * one. Each change first increments an epoch and then removes the user. A read notes the epoch before, and its result is cached
 * only if the epoch is unchanged; so a result from before a change is never cached after it.
 */
@Internal
public final class UserCache implements UserChangeListener, FeedListener {

    private static final int MAX_REMEMBERED = 50_000;

    /**
     * Ids share epochs, so that their number is bounded: at worst, a change of one user prevents caching of reads of a few
     * others.
     */
    private static final int EPOCHS = 4096;

    private final UserLookup store;
    private final ConcurrentMap<UserId, CachedUser> known;
    private final AtomicLongArray epochs = new AtomicLongArray(EPOCHS);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** Remembers 50,000 users. */
    public UserCache(UserLookup store) {
        this(store, MAX_REMEMBERED);
    }

    /** @param most how many users are remembered */
    public UserCache(UserLookup store, int most) {
        this(store, bounded(most, null, () -> 0));
    }

    /**
     * For users that change elsewhere too, where the changes may not become known.
     *
     * @param longest after that time a user is read again
     * @param nanoClock a monotonic clock
     */
    public UserCache(UserLookup store, int most, Duration longest, LongSupplier nanoClock) {
        this(store, bounded(most, longest, nanoClock));
    }

    /** @param known holds the entries; one that the map evicts by itself must be made empty */
    UserCache(UserLookup store, ConcurrentMap<UserId, CachedUser> known) {
        this.store = store;
        this.known = known;
    }

    private static ConcurrentMap<UserId, CachedUser> bounded(
            int most, @Nullable Duration longest, LongSupplier nanoClock) {
        var builder = Caffeine.newBuilder()
                .maximumSize(most)
                // An evicted entry receives no changes, so its holders must not use it any more.
                .<UserId, CachedUser>evictionListener((id, evicted, cause) -> invalidate(evicted));
        if (longest != null) {
            builder.expireAfterWrite(longest).ticker(nanoClock::getAsLong);
        }
        return builder.<UserId, CachedUser>build().asMap();
    }

    /** The user, if cached; never blocks. */
    public Optional<CachedUser> get(UserId id) {
        CachedUser found = known.get(id);
        if (found != null) {
            hits.increment();
        }
        return Optional.ofNullable(found);
    }

    /**
     * The user, read if need be; empty if there is none. A user who changed during the read is returned as an empty entry, and
     * not cached. Several callers may read the same user at once. May block for the store.
     */
    public Optional<CachedUser> load(UserId id) {
        CachedUser remembered = known.get(id);
        return remembered == null ? read(id, epochs.get(place(id))) : Optional.of(remembered);
    }

    private Optional<CachedUser> read(UserId id, long epoch) {
        misses.increment();
        return store.find(id).map(CachedUser::new).map(fresh -> keep(id, fresh, epoch));
    }

    /** The epoch is read while the cache holds its entry: a later change finds the cached entry. */
    private CachedUser keep(UserId id, CachedUser fresh, long epoch) {
        CachedUser kept = known.compute(id, (key, present) -> {
            if (present != null) {
                return present;
            }
            return epochs.get(place(id)) == epoch ? fresh : invalidate(fresh);
        });
        return kept == null ? fresh : kept;
    }

    /** The user from the store, without the cache. */
    public Optional<User> read(UserId id) {
        return store.find(id);
    }

    /** Evicts the user. Never waits for a read. */
    @Override
    public void userChanged(Change.UserChanged change) {
        epochs.incrementAndGet(place(change.userId()));
        // In one step: who receives the same change at the same time must not return before the entry is forgotten.
        known.computeIfPresent(change.userId(), (id, outdated) -> invalidate(outdated));
    }

    /** Evicts all users: which of them changed is not known. */
    @Override
    public void restarted() {
        for (int place = 0; place < EPOCHS; place++) {
            epochs.incrementAndGet(place);
        }
        known.keySet().forEach(key -> known.computeIfPresent(key, (id, outdated) -> invalidate(outdated)));
    }

    private static int place(UserId id) {
        return Math.floorMod(id.hashCode(), EPOCHS);
    }

    private static @Nullable CachedUser invalidate(@Nullable CachedUser outdated) {
        if (outdated != null) {
            outdated.invalidate();
        }
        return null;
    }

    /** How often a user was found in the cache. */
    public long hits() {
        return hits.sum();
    }

    /** How often a user was read into the cache. */
    public long misses() {
        return misses.sum();
    }
}
