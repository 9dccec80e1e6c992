package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.key.StoredKey;
import dev.keycard.revocation.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sealed signing keys in memory. */
final class MemorySigningKeyStore implements SigningKeyStore {

    private final Memory memory;

    MemorySigningKeyStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public List<StoredKey> all() {
        return memory.read(tables -> tables.keys
                .rows()
                .sorted(Comparator.comparing(StoredKey::createdAt))
                .toList());
    }

    @Override
    public Optional<String> sealingKeyId() {
        return memory.read(tables -> tables.sealingKeyId.find(1L));
    }

    @Override
    public String claimSealingKey(String id) {
        return memory.write(transaction -> {
            Table<Long, String> claimed = transaction.tables.sealingKeyId;
            if (claimed.find(1L).isEmpty()) {
                claimed.put(1L, id);
            }
            return claimed.find(1L).orElseThrow();
        });
    }

    @Override
    public boolean addFirst(StoredKey key, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            boolean hasOne = tables.keys
                    .rows()
                    .anyMatch(found -> isWithoutEnd(found) && found.algorithm().equals(key.algorithm()));
            if (hasOne || isKnown(tables, key)) {
                return false;
            }
            insert(transaction, key, context);
            return true;
        });
    }

    @Override
    public boolean rotate(StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            if (!isStill(withoutEnd, tables) || isKnown(tables, next)) {
                return false;
            }
            numbered(tables).forEach((number, key) -> {
                if (isWithoutEnd(key)) {
                    tables.keys.put(number, key.withRetiresAt(othersRetireAt));
                }
            });
            insert(transaction, next, context);
            return true;
        });
    }

    @Override
    public boolean remove(
            String kid, Instant at, @Nullable StoredKey replacement, Set<String> withoutEnd, AuditContext context) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            if (!isStill(withoutEnd, tables) || !erase(tables, kid, at)) {
                return false;
            }
            transaction.audit(new AuthEvent.KeyRemoved(context, kid));
            if (replacement == null) {
                transaction.record(new Change.KeysChanged(), at);
            } else {
                insert(transaction, replacement, context);
            }
            return true;
        });
    }

    private static boolean erase(Tables tables, String kid, Instant at) {
        for (Map.Entry<Long, StoredKey> entry : numbered(tables).entrySet()) {
            StoredKey key = entry.getValue();
            if (key.kid().equals(kid) && key.removedAt() == null) {
                tables.keys.put(entry.getKey(), key.removed(at));
                return true;
            }
        }
        return false;
    }

    @Override
    public int purgeRetiredBefore(Instant moment, int limit) {
        return memory.write(transaction -> {
            Tables tables = transaction.tables;
            List<Long> retired = numbered(tables).entrySet().stream()
                    .filter(entry -> hasRetiredBefore(entry.getValue(), moment))
                    .limit(limit)
                    .map(Map.Entry::getKey)
                    .toList();
            retired.forEach(tables.keys::remove);
            return retired.size();
        });
    }

    private static Map<Long, StoredKey> numbered(Tables tables) {
        return tables.keys.entries().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean hasRetiredBefore(StoredKey key, Instant moment) {
        return key.removedAt() == null
                && key.retiresAt() != null
                && key.retiresAt().isBefore(moment);
    }

    private static boolean isWithoutEnd(StoredKey key) {
        return key.retiresAt() == null && key.removedAt() == null;
    }

    private static boolean isStill(Set<String> withoutEnd, Tables tables) {
        return withoutEnd.equals(tables.keys
                .rows()
                .filter(MemorySigningKeyStore::isWithoutEnd)
                .map(StoredKey::kid)
                .collect(Collectors.toSet()));
    }

    private static boolean isKnown(Tables tables, StoredKey key) {
        return tables.keys.rows().anyMatch(found -> found.kid().equals(key.kid()));
    }

    private static void insert(Transaction transaction, StoredKey key, AuditContext context) {
        if (isKnown(transaction.tables, key)) {
            throw new IllegalStateException("there is a key with the kid " + key.kid());
        }
        transaction.tables.keys.add(transaction.tables.nextNumber("keys"), key);
        transaction.record(new Change.KeysChanged(), key.createdAt());
        transaction.audit(new AuthEvent.KeyAdded(context, key.kid()));
    }
}
