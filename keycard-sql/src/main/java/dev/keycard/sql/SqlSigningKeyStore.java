package dev.keycard.sql;

import dev.keycard.audit.AuditContext;
import dev.keycard.audit.AuthEvent;
import dev.keycard.key.SigningKeyStore;
import dev.keycard.key.StoredKey;
import dev.keycard.revocation.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sealed signing keys in SQL. */
final class SqlSigningKeyStore implements SigningKeyStore {

    private static final String COLUMNS = "kid, algorithm, sealed_jwk, created_at, signs_from, retires_at, removed_at";

    private static final String ALL = "select " + COLUMNS + " from signing_key order by created_at, seq";
    private static final String KNOWN = "select 1 from signing_key where kid = ?";
    private static final String WITHOUT_END = "retires_at is null and removed_at is null";
    private static final String ALL_WITHOUT_END = "select kid from signing_key where " + WITHOUT_END;
    private static final String UNRETIRED = "select 1 from signing_key where algorithm = ? and " + WITHOUT_END;
    private static final String INSERT = "insert into signing_key (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)";
    private static final String RETIRE = "update signing_key set retires_at = ? where " + WITHOUT_END;
    private static final String REMOVE =
            "update signing_key set removed_at = ?, sealed_jwk = ? where kid = ? and removed_at is null";

    // Few rows, so no index; a removed key stays in the table as removed.
    private static final String PURGE = """
            delete from signing_key where kid in
                (select kid from signing_key where retires_at < ? and removed_at is null limit ?)""";

    private static final String SEALING_KEY = "select sealing_key from installation where sealing_key is not null";
    private static final String CLAIM = "update installation set sealing_key = ? where sealing_key is null";

    private static final byte[] NOTHING = {};

    private final Transactions database;

    SqlSigningKeyStore(Transactions database) {
        this.database = database;
    }

    @Override
    public List<StoredKey> all() {
        return database.read(sql -> sql.list(ALL, SqlSigningKeyStore::key));
    }

    @Override
    public Optional<String> sealingKeyId() {
        return database.read(sql -> sql.first(SEALING_KEY, Row::text));
    }

    @Override
    public String claimSealingKey(String id) {
        return sealingKeyId()
                .orElseGet(() -> database.serializable(transaction -> {
                    transaction.sql().update(CLAIM, id);
                    return transaction.sql().first(SEALING_KEY, Row::text).orElseThrow();
                }));
    }

    @Override
    public boolean addFirst(StoredKey key, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (sql.exists(UNRETIRED, key.algorithm()) || sql.exists(KNOWN, key.kid())) {
                return false;
            }
            insert(transaction, key, context);
            return true;
        });
    }

    @Override
    public boolean rotate(StoredKey next, Instant othersRetireAt, Set<String> withoutEnd, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (!isStill(withoutEnd, sql) || sql.exists(KNOWN, next.kid())) {
                return false;
            }
            sql.update(RETIRE, othersRetireAt);
            insert(transaction, next, context);
            return true;
        });
    }

    @Override
    public boolean remove(
            String kid, Instant at, @Nullable StoredKey replacement, Set<String> withoutEnd, AuditContext context) {
        return database.serializable(transaction -> {
            SqlConnection sql = transaction.sql();
            if (!isStill(withoutEnd, sql) || sql.update(REMOVE, at, NOTHING, kid) == 0) {
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

    @Override
    public int purgeRetiredBefore(Instant moment, int limit) {
        return database.serializable(transaction -> transaction.sql().update(PURGE, moment, limit));
    }

    private static boolean isStill(Set<String> withoutEnd, SqlConnection sql) throws SQLException {
        return withoutEnd.equals(Set.copyOf(sql.list(ALL_WITHOUT_END, Row::text)));
    }

    private static void insert(Transaction transaction, StoredKey key, AuditContext context) throws SQLException {
        transaction
                .sql()
                .update(
                        INSERT,
                        key.kid(),
                        key.algorithm(),
                        key.sealedJwk(),
                        key.createdAt(),
                        key.signsFrom(),
                        key.retiresAt(),
                        key.removedAt());
        transaction.record(new Change.KeysChanged(), key.createdAt());
        transaction.audit(new AuthEvent.KeyAdded(context, key.kid()));
    }

    private static StoredKey key(Row row) throws SQLException {
        return new StoredKey(
                row.text(),
                row.text(),
                row.bytes(),
                row.instant(),
                row.instant(),
                row.instantOrNull(),
                row.instantOrNull());
    }
}
