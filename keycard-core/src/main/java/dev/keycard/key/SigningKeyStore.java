package dev.keycard.key;

import dev.keycard.audit.AuditContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The store of sealed signing keys. Each method is one transaction, durable when it returns; changes are recorded in the change
 * log in that transaction. Thread-safe. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the store cannot
 * answer.
 */
public interface SigningKeyStore {

    /** All keys, the oldest first; removed ones too. */
    List<StoredKey> all();

    /**
     * Adds the key if every key of its algorithm has an end, that is a {@code retiresAt}, future or past, or was removed. Two
     * processes that start at once make one key.
     *
     * @return whether it was added
     */
    boolean addFirst(StoredKey key, AuditContext context);

    /**
     * Adds the key, and sets that moment as the end of all other keys without an end. Two processes that rotate at once make
     * one key, because both pass the keys that they read.
     *
     * @param withoutEnd the kids of all keys that had no end, of whatever algorithm, when the caller decided to rotate
     * @return false, and nothing was changed, if the set of these keys has changed
     */
    boolean rotate(StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context);

    /**
     * Removes a key for good: the row stays, so that the kid stays known as removed, but the sealed key in it is erased. The
     * other keys are not changed.
     *
     * @param replacement is added in the same transaction; null for none
     * @param withoutEnd as for {@link #rotate}; it includes the removed key if that had no end
     * @return false, and nothing was changed, if there is no such key, it was removed before, or the set of keys without an end
     *     has changed
     */
    boolean remove(
            String kid, Instant at, @Nullable StoredKey replacement, Set<String> withoutEnd, AuditContext context);

    /**
     * Purges keys that retired before a moment, at most {@code limit} of them. Removed keys are kept without an end.
     *
     * @return how many were purged
     */
    int purgeRetiredBefore(Instant moment, int limit);

    /** The id of the sealing key of this database; empty until it was claimed. */
    Optional<String> sealingKeyId();

    /**
     * Records the id of the sealing key if none is recorded. Of two processes that start at once with different keys, one is
     * first.
     *
     * @return the id that is recorded afterwards
     */
    String claimSealingKey(String id);
}
