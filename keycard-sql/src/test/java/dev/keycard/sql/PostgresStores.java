package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.testkit.StoreFixture;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The stores in a real PostgreSQL database, as the contracts want them.
 *
 * @param kind of its tables
 */
record PostgresStores(String kind, String url, PostgresDatabase database) implements StoreFixture {

    private static final StorePolicy POLICY = StorePolicy.defaults().withReservedScopes(Set.of("deploy"));

    /** The rows that a migration makes. */
    private static final Set<String> KEPT = Set.of("installation", "keycard_schema_history");

    private static final String RESTORING = "update installation set sealing_key = null";

    static PostgresStores open() {
        return open("keycard", PostgresMigrations::migrate);
    }

    static PostgresStores open(String kind, Consumer<DataSource> tables) {
        String url = PostgresServer.shared().newDatabase(kind, tables);
        PostgresSettings settings = PostgresSettings.of(url).withPolicy(POLICY);
        return new PostgresStores(kind, url, PostgresDatabase.open(settings, PostgresDialect.withoutServerTime()));
    }

    @Override
    public Stores stores() {
        return database.stores();
    }

    @Override
    public boolean repeatTransactions() {
        return true;
    }

    @Override
    public void close() {
        database.close();
        PostgresServer.shared().giveBack(kind, url, KEPT, RESTORING);
    }
}
