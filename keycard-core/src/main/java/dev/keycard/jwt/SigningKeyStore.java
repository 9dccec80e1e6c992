package dev.keycard.jwt;

import dev.keycard.audit.Occasion;
import java.time.Instant;
import java.util.List;

/**
 * Where signing keys rest, sealed. Each method is one transaction, durable when it returns; changes are recorded in the
 * change log by that same transaction. Thread-safe. Methods throw {@link dev.keycard.store.StoreUnavailableException} when the
 * store cannot answer.
 */
public interface SigningKeyStore {

    /** All keys, the oldest first. */
    List<StoredKey> all();

    /**
     * Adds the key if every key of its algorithm has an end, that is a {@code retiresAt}, future or past. Two processes that start at once end up with one key.
     *
     * @return whether it was added
     */
    boolean addFirst(StoredKey key, Occasion occasion);

    /** Adds the key, and lets all others that have no end yet retire at that moment. */
    void rotate(StoredKey next, Instant othersRetireAt, Occasion occasion);
}
