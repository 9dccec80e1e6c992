package dev.keycard.user;

import dev.keycard.id.UserId;
import dev.keycard.interleavings.Interleavings;
import dev.keycard.revocation.Change;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Once a change of a user was learnt, nobody gets the user as they were before: not from the cache, not from a read that was
 * under way, and not from an entry that they hold. The cache is over a map of the JDK, whose steps Lincheck follows; Caffeine
 * calls the code of the cache in the middle of its own step.
 */
public class UserCacheOrdersTest {

    private static final UserId ALICE = UserId.of(1);
    private static final User BEFORE = User.named(ALICE, "before");
    private static final User AFTER = User.named(ALICE, "after");

    /** The store of one user. */
    private static final class OneUser implements UserLookup {

        private volatile User stored = BEFORE;

        @Override
        public Optional<User> find(UserId id) {
            return Optional.of(stored);
        }

        @Override
        public Optional<StoredPassword> passwordOf(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<StoredPassword> passwordOf(UserId id) {
            return Optional.empty();
        }

        @Override
        public boolean replaceHash(UserId id, String expected, String replacement) {
            return false;
        }

        @Override
        public void beginAccount(User user) {}
    }

    private final OneUser store = new OneUser();
    private final UserCache cache = new UserCache(store, new ConcurrentHashMap<>());
    private volatile boolean learnt;
    private volatile @Nullable CachedUser held;

    /** The user changes: first in the store, then in this node's memory. */
    @Operation
    public void change() {
        store.stored = AFTER;
        cache.userChanged(new Change.UserChanged(ALICE));
        learnt = true;
    }

    /** Reads the user into the cache if need be, and holds the entry, as a cached credential does. */
    @Operation
    public void end() {
        held = cache.load(ALICE).orElseThrow();
    }

    /** Whether the user of before is given after the change was learnt. */
    @Operation
    public boolean ask() {
        boolean changed = learnt;
        CachedUser earlier = held;
        return changed
                && (isOld(earlier)
                        || isOld(cache.get(ALICE).orElse(null))
                        || isOld(cache.load(ALICE).orElse(null)));
    }

    private static boolean isOld(@Nullable CachedUser entry) {
        return entry != null && BEFORE.equals(entry.user());
    }

    @Test
    void userOfBefore_isNotGiven_afterTheChangeWasLearnt() {
        Interleavings.check(UserCacheOrdersTest.class, Interleavings.NeverBroken.class);
    }
}
