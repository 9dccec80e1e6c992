package dev.keycard.sql;

import dev.keycard.Stores;
import dev.keycard.api.Internal;
import dev.keycard.change.ChangeSignal;
import dev.keycard.metrics.Metrics;
import dev.keycard.store.StoreUnavailableException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/** An open PostgreSQL database and the stores in it. Any number of processes may open the same one. Thread-safe. */
public final class PostgresDatabase implements Database {

    private final PostgresPool pool;
    private final SchemaState schema;
    private final PostgresTransactions transactions;
    private final PostgresSignal signal;
    private final Stores stores;
    private final List<PostgresClock> clocks = new CopyOnWriteArrayList<>();

    private PostgresDatabase(PostgresPool pool, SchemaState schema, PostgresSettings settings) {
        this.pool = pool;
        this.schema = schema;
        this.transactions = new PostgresTransactions(pool);
        this.signal = new PostgresSignal(pool);
        this.stores = SqlStores.over(
                transactions,
                settings.policy(),
                new PostgresGauge(transactions, settings.policy().sizes(), settings.schema() != null));
    }

    /**
     * Opens the database, and makes its tables if it is empty. One with an older schema is refused until {@code keycard migrate}
     * has migrated it.
     *
     * @throws DatabaseOpenException if that fails; its message is for the operator
     */
    public static PostgresDatabase open(PostgresSettings settings) {
        return open(settings, PostgresPool.DIALECT);
    }

    static PostgresDatabase open(PostgresSettings settings, Dialect dialect) {
        PostgresPool pool = new PostgresPool(settings, dialect);
        try {
            return new PostgresDatabase(pool, new PostgresMigrations(pool).makeOrRequire(), settings);
        } catch (RuntimeException failed) {
            pool.close();
            throw failed;
        }
    }

    @Override
    public Stores stores() {
        return stores;
    }

    @Override
    public ChangeSignal signal() {
        return signal;
    }

    @Override
    public InstantSource clock(InstantSource local, LongSupplier nanoClock) {
        PostgresClock started = PostgresClock.start(pool, local, nanoClock);
        clocks.add(started);
        return started;
    }

    @Internal
    @Override
    public SchemaState schema() {
        return schema;
    }

    @Internal
    @Override
    public void watch(Metrics metrics) {
        pool.watch(metrics);
        transactions.watch(metrics);
        clocks.forEach(clock -> clock.watch(metrics));
    }

    @Internal
    @Override
    public SecurityReport report(HashQuestions hashes, Instant now, Instant idleSince) {
        return transactions.read(sql -> SqlSecurityReport.of(sql, PostgresHealth.of(sql, now), hashes, now, idleSince));
    }

    Transactions transactions() {
        return transactions;
    }

    @Override
    public boolean isHealthy() {
        try {
            return transactions.read(sql -> sql.exists("select 1"));
        } catch (StoreUnavailableException unhealthy) {
            return false;
        }
    }

    @Override
    public void close() {
        clocks.forEach(PostgresClock::close);
        signal.close();
        pool.close();
    }
}
