package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.audit.CommitListeners;
import dev.keycard.metrics.Metrics;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.postgresql.PGConnection;

/**
 * Transactions in PostgreSQL: reads are single statements that see what is committed, changes are serializable. A transaction
 * that the database rolled back because of a conflict is run again; one whose commit may have succeeded is not. Thread-safe.
 */
final class PostgresTransactions implements Transactions {

    private static final int MAX_ATTEMPTS = 30;
    private static final int MAX_ATTEMPTS_FOR_A_KEY = 3;

    /** A request that waits longer is of no use to its client, and keeps a worker. */
    private static final long LONGEST_NANOS = 5_000_000_000L;

    private static final long LONGEST_PAUSE_NANOS = 20_000_000;
    private static final SqlFailures FAILURES = new SqlFailures(PostgresPool.DIALECT);

    private final PostgresPool pool;
    private final CommitListeners listeners = new CommitListeners();
    private volatile TransactionMetrics metrics = TransactionMetrics.of(Metrics.none());

    PostgresTransactions(PostgresPool pool) {
        this.pool = pool;
    }

    void watch(Metrics registry) {
        metrics = TransactionMetrics.of(registry);
    }

    @Override
    public <T> T read(Query<T> query) {
        try (SqlConnection sql = pool.reading()) {
            return query.askOf(sql);
        } catch (SQLException failure) {
            throw FAILURES.unavailable(failure);
        }
    }

    @Override
    public <T> T serializable(Work<T> work) {
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException failure) {
                boolean conflict = PostgresPool.DIALECT.isConflict(failure);
                (conflict ? metrics.conflicts() : metrics.failures()).add();
                if (!conflict || attempt >= mostAttempts(failure) || System.nanoTime() - began > LONGEST_NANOS) {
                    throw FAILURES.unavailable(failure);
                }
                pause(attempt);
            }
        }
    }

    /** A key that is still taken at the next attempts is not one that another transaction wrote meanwhile. */
    private static int mostAttempts(SQLException failure) {
        return PostgresDialect.UNIQUE_VIOLATION.equals(failure.getSQLState()) ? MAX_ATTEMPTS_FOR_A_KEY : MAX_ATTEMPTS;
    }

    /** The second of two that conflict again and again should come when the first has finished. */
    private static void pause(int attempt) {
        long longest = Math.min(LONGEST_PAUSE_NANOS, 500_000L << Math.min(attempt, 10));
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    private <T> T once(Work<T> work) throws SQLException {
        long began = System.nanoTime();
        Transaction transaction;
        T result;
        // The pool rolls back what was not committed when the connection comes back to it.
        try (Connection connection = pool.writing();
                SqlConnection sql = new SqlConnection(connection, pool.dialect())) {
            transaction = new Transaction(sql);
            result = work.doIn(transaction);
            commit(connection);
        }
        metrics.transactions().record(System.nanoTime() - began);
        listeners.committed(List.copyOf(transaction.changes()));
        listeners.done(transaction.acts());
        return result;
    }

    private void commit(Connection connection) throws SQLException {
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        try {
            connection.commit();
        } catch (SQLException failure) {
            if (PostgresDialect.isOfConnection(failure)) {
                pool.endWaitingForStandby(pid);
            }
            throw failure;
        }
    }

    /**
     * The driver sends both statements at once, and the server runs them as one transaction, which is over before it answers.
     * Read committed is enough: the change waits for another transaction that has changed the row, and is then decided by the row
     * as that one left it.
     */
    @Override
    public <A, B> Optional<Both<A, B>> changeRow(Statement<A> change, Statement<B> reading) {
        try (SqlConnection sql = pool.reading()) {
            return sql.bothAtOnce(change, reading);
        } catch (SQLException failure) {
            if (PostgresPool.DIALECT.isConflict(failure)) {
                return Optional.empty();
            }
            throw FAILURES.unavailable(failure);
        }
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return listeners.onCommit(listener);
    }

    @Override
    public Subscription onAct(Consumer<AuthEvent> listener) {
        return listeners.onAct(listener);
    }

    @Override
    public Subscription offerActs(Predicate<AuthEvent> taker) {
        return listeners.offerActs(taker);
    }
}
