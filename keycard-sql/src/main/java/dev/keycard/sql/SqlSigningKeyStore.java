package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.Occasion;
import dev.keycard.change.Change;
import dev.keycard.jwt.SigningKeyStore;
import dev.keycard.jwt.StoredKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Sealed signing keys in SQL. A key counts as unretired while no end is set for it. */
final class SqlSigningKeyStore implements SigningKeyStore {

    private static final String COLUMNS = "kid, algorithm, sealed_jwk, created_at, signs_from, retires_at";

    private static final String ALL = "select " + COLUMNS + " from signing_key order by created_at, rowid";
    private static final String UNRETIRED = "select 1 from signing_key where algorithm = ? and retires_at is null";
    private static final String INSERT = "insert into signing_key (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?)";
    private static final String RETIRE = "update signing_key set retires_at = ? where retires_at is null";

    private final Transactor database;

    SqlSigningKeyStore(Transactor database) {
        this.database = database;
    }

    @Override
    public List<StoredKey> all() {
        return database.read(sql -> sql.list(ALL, SqlSigningKeyStore::key));
    }

    @Override
    public boolean addFirst(StoredKey key, Occasion occasion) {
        return database.write(transaction -> {
            if (transaction.sql().exists(UNRETIRED, key.algorithm())) {
                return false;
            }
            insert(transaction, key, occasion);
            return true;
        });
    }

    @Override
    public void rotate(StoredKey next, Instant othersRetireAt, Occasion occasion) {
        database.write(transaction -> {
            int retiring = transaction.sql().update(RETIRE, othersRetireAt);
            insert(transaction, next, occasion);
            return retiring;
        });
    }

    private static void insert(Transaction transaction, StoredKey key, Occasion occasion) throws SQLException {
        transaction
                .sql()
                .update(
                        INSERT,
                        key.kid(),
                        key.algorithm(),
                        key.sealedJwk(),
                        key.createdAt(),
                        key.signsFrom(),
                        key.retiresAt());
        transaction.record(new Change.KeysChanged(), key.createdAt());
        transaction.tell(new AuthEvent.KeyAdded(occasion, key.kid()));
    }

    private static StoredKey key(Row row) throws SQLException {
        return new StoredKey(row.text(), row.text(), row.bytes(), row.instant(), row.instant(), row.instantOrNull());
    }
}
