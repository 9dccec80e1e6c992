package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.testkit.StoreFixture;
import java.util.Set;

/** The stores in a real PostgreSQL database, as the contracts want them. */
record PostgresStores(String url, PostgresDatabase database) implements StoreFixture {

    private static final StorePolicy POLICY = StorePolicy.defaults().withReservedScopes(Set.of("deploy"));

    static PostgresStores open() {
        String url = PostgresServer.shared().newDatabase("keycard", PostgresMigrations::migrate);
        return new PostgresStores(
                url,
                PostgresDatabase.open(
                        PostgresSettings.of(url).withPolicy(POLICY), PostgresDialect.withoutServerTime()));
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
        PostgresServer.shared().drop(url);
    }
}
