package dev.keycard.key;

import dev.keycard.audit.AuditContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The store's contract in its simplest form. */
public final class InMemoryKeyStore implements SigningKeyStore {

    private final List<StoredKey> keys = new ArrayList<>();

    private Optional<String> sealingKey = Optional.empty();

    @Override
    public synchronized Optional<String> sealingKeyId() {
        return sealingKey;
    }

    @Override
    public synchronized String claimSealingKey(String id) {
        sealingKey = sealingKey.or(() -> Optional.of(id));
        return sealingKey.orElseThrow();
    }

    @Override
    public synchronized List<StoredKey> all() {
        return List.copyOf(keys);
    }

    @Override
    public synchronized boolean addFirst(StoredKey key, AuditContext context) {
        boolean taken = keys.stream().anyMatch(it -> it.algorithm().equals(key.algorithm()) && hasNoEnd(it));
        if (!taken) {
            keys.add(key);
        }
        return !taken;
    }

    @Override
    public synchronized boolean rotate(
            StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context) {
        if (!withoutEnd.equals(withoutEnd())) {
            return false;
        }
        keys.replaceAll(key -> hasNoEnd(key) ? key.withRetiresAt(othersRetireAt) : key);
        keys.add(next);
        return true;
    }

    @Override
    public synchronized boolean remove(
            String kid, Instant at, @Nullable StoredKey replacement, Set<String> withoutEnd, AuditContext context) {
        boolean known = keys.stream().anyMatch(key -> key.kid().equals(kid) && key.removedAt() == null);
        if (!known || !withoutEnd.equals(withoutEnd())) {
            return false;
        }
        keys.replaceAll(key -> key.kid().equals(kid) ? key.removed(at) : key);
        if (replacement != null) {
            keys.add(replacement);
        }
        return true;
    }

    @Override
    public synchronized int purgeRetiredBefore(Instant moment, int limit) {
        throw new UnsupportedOperationException("nothing here is forgotten");
    }

    synchronized void add(StoredKey key) {
        keys.add(key);
    }

    private Set<String> withoutEnd() {
        return keys.stream()
                .filter(InMemoryKeyStore::hasNoEnd)
                .map(StoredKey::kid)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean hasNoEnd(StoredKey key) {
        return key.retiresAt() == null && key.removedAt() == null;
    }
}
