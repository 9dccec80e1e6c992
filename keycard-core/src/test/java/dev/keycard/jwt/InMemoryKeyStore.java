package dev.keycard.jwt;

import dev.keycard.audit.Occasion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The store's contract in its simplest form. */
final class InMemoryKeyStore implements SigningKeyStore {

    private final List<StoredKey> keys = new ArrayList<>();

    @Override
    public synchronized List<StoredKey> all() {
        return List.copyOf(keys);
    }

    @Override
    public synchronized boolean addFirst(StoredKey key, Occasion occasion) {
        boolean taken = keys.stream().anyMatch(it -> it.algorithm().equals(key.algorithm()) && it.retiresAt() == null);
        if (!taken) {
            keys.add(key);
        }
        return !taken;
    }

    @Override
    public synchronized void rotate(StoredKey next, Instant othersRetireAt, Occasion occasion) {
        keys.replaceAll(key -> key.retiresAt() == null ? retiring(key, othersRetireAt) : key);
        keys.add(next);
    }

    synchronized void add(StoredKey key) {
        keys.add(key);
    }

    private static StoredKey retiring(StoredKey key, Instant at) {
        return new StoredKey(key.kid(), key.algorithm(), key.sealedJwk(), key.createdAt(), key.signsFrom(), at);
    }
}
