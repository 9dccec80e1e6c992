package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.store.StoreUnavailableException;

/** An open PostgreSQL database and the stores in it. Any number of processes may open the same one. Thread-safe. */
public final class PostgresDatabase implements AutoCloseable {

    private final PostgresPool pool;
    private final PostgresTransactions transactions;
    private final Stores stores;

    private PostgresDatabase(PostgresPool pool, PostgresSettings settings) {
        this.pool = pool;
        this.transactions = new PostgresTransactions(pool);
        this.stores = SqlStores.over(
                transactions,
                settings.policy(),
                new PostgresGauge(transactions, settings.policy().sizes()));
    }

    /**
     * Opens the database. Its schema must be present, see {@link PostgresMigrations}.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    public static PostgresDatabase open(PostgresSettings settings) {
        return new PostgresDatabase(new PostgresPool(settings), settings);
    }

    /** All stores, for the engine. */
    public Stores stores() {
        return stores;
    }

    Transactions transactions() {
        return transactions;
    }

    /** Whether the database answers: one small read, for a readiness probe. */
    public boolean isHealthy() {
        try {
            return transactions.read(sql -> sql.exists("select 1"));
        } catch (StoreUnavailableException unhealthy) {
            return false;
        }
    }

    /** Closes the connections. Closing again does nothing. */
    @Override
    public void close() {
        pool.close();
    }
}
