package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StorePolicy;
import dev.keycard.testkit.PostgresServer;
import dev.keycard.testkit.StoreFixture;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The stores in a real PostgreSQL database, as the contracts want them.
 *
 * @param kind of its tables
 * @param settings how it is opened
 */
record PostgresStores(String kind, PostgresSettings settings, PostgresDatabase database) implements StoreFixture {

    private static final StorePolicy POLICY = StorePolicy.defaults().withReservedScopes(Set.of("deploy"));

    /** The rows that a migration makes. */
    private static final Set<String> KEPT = Set.of("installation", "keycard_schema_history");

    static PostgresStores open() {
        return open("keycard", PostgresMigrations::migrate);
    }

    static PostgresStores open(String kind, Consumer<DataSource> tables) {
        return open(kind, tables, null);
    }

    /** @param schema of the tables; null for that of new connections */
    static PostgresStores open(String kind, Consumer<DataSource> tables, @Nullable String schema) {
        String url = PostgresServer.shared().newDatabase(kind, tables);
        PostgresSettings settings = PostgresSettings.of(url).withPolicy(POLICY).withSchema(schema);
        return new PostgresStores(kind, settings, PostgresDatabase.open(settings, PostgresDialect.withoutServerTime()));
    }

    String url() {
        return settings.url();
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
        String installation = settings.schema() == null ? "installation" : settings.schema() + ".installation";
        PostgresServer.shared().giveBack(kind, url(), KEPT, "update " + installation + " set sealing_key = null");
    }
}
