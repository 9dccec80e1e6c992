package dev.keycard.key;

import dev.keycard.audit.AuditContext;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where signing keys rest, sealed. Each method is one transaction, durable when it returns; changes are recorded in the
 * change log by that same transaction. Thread-safe. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the
 * store cannot answer.
 */
public interface SigningKeyStore {

    /** All keys, the oldest first; removed ones too. */
    List<StoredKey> all();

    /**
     * Adds the key if every key of its algorithm has an end, that is a {@code retiresAt}, future or past, or was removed. Two
     * processes that start at once end up with one key.
     *
     * @return whether it was added
     */
    boolean addFirst(StoredKey key, AuditContext context);

    /**
     * Adds the key, and lets all others that have no end yet retire at that moment. Two processes that rotate at once make one
     * key, because both name what they saw.
     *
     * @param withoutEnd the kids of all keys that had no end, of whatever algorithm, when the caller decided to rotate
     * @return false, and nothing was done, if these are others by now
     */
    boolean rotate(StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context);

    /**
     * Removes a key for good: the row stays, so that the kid stays known as removed, but the sealed key in it is erased. The
     * other keys are left as they are.
     *
     * @param replacement is added in the same transaction; null for none
     * @param withoutEnd as for {@link #rotate}; that of the removed key belongs to them if it had no end
     * @return false, and nothing was done, if there is no such key, it was removed before, or the keys without an end are
     *     others by now
     */
    boolean remove(
            String kid, Instant at, @Nullable StoredKey replacement, Set<String> withoutEnd, AuditContext context);

    /**
     * Forgets keys that retired before a moment, at most so many. Removed ones stay for ever.
     *
     * @return how many were forgotten
     */
    int purgeRetiredBefore(Instant moment, int limit);
}
