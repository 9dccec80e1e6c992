package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.StoreFixture;
import java.nio.file.Path;
import java.util.Set;

/** The stores in a real file, as the contracts want them. */
record SqliteStores(SqliteDatabase database, Stores stores, boolean repeatTransactions) implements StoreFixture {

    private static final StorePolicy POLICY = StorePolicy.defaults().withReservedScopes(Set.of("deploy"));

    static SqliteStores in(Path directory) {
        SqliteDatabase database = SqliteDatabase.open(
                SqliteSettings.of(directory.resolve("keycard.db")).withPolicy(POLICY));
        return new SqliteStores(database, database.stores(), false);
    }

    /** The same database, whose transactions are each run twice. */
    SqliteStores conflicting() {
        return new SqliteStores(
                database,
                SqlStores.over(new ConflictingTransactions(database.transactions()), POLICY, stores.gauge()),
                true);
    }

    @Override
    public void close() {
        database.close();
    }
}
