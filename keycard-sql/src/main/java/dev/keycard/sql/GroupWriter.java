package dev.keycard.sql;

import dev.keycard.audit.CommitListeners;
import dev.keycard.revocation.Change;
import dev.keycard.store.Listeners;
import dev.keycard.store.StoreUnavailableException;
import dev.keycard.store.Subscription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one thread that writes. It takes all waiting changes, runs them in one transaction, each in a savepoint of its own,
 * commits once, calls the listeners of changes, and only then answers the callers. The callers wait meanwhile, and call the
 * listeners of acts themselves: these may write a log or call an application, which must not delay other writes. A durable
 * commit costs one flush of the disk, so all callers that wait at the same time share it. If a commit fails, all of its changes
 * fail and are rolled back; the next commit is not affected. Thread-safe.
 */
final class GroupWriter implements AutoCloseable {

    private static final int MAX_ATTEMPTS = 10;
    private static final SqlFailures FAILURES = new SqlFailures(SqliteFile.DIALECT);

    private final RepairableConnection connection;
    private final WriteQueue<PendingWrite<?>> line;
    private final int writesPerCommit;
    private final Thread thread;
    private final CommitListeners listeners = new CommitListeners();
    private final Listeners<BatchListener> batchListeners = new Listeners<>("transactions");

    /** @param connection used by this thread alone until {@link #close()} has returned; its owner drops it afterwards */
    GroupWriter(RepairableConnection connection, int capacity, int writesPerCommit) {
        this.connection = connection;
        this.line = new WriteQueue<>(capacity);
        this.writesPerCommit = writesPerCommit;
        this.thread = new Thread(this::serve, "keycard-writer");
        thread.setDaemon(true);
    }

    /** Starts the thread. Changes that were requested before wait until then. */
    GroupWriter start() {
        thread.start();
        return this;
    }

    /**
     * Runs the work, and returns when it is durable. Throws what the work throws; its changes are then rolled back.
     *
     * @throws StoreUnavailableException if the work cannot be made durable, if too many changes wait already, after {@link
     *     #close()}, or if the caller is interrupted before the work has begun
     * @throws IllegalStateException if called by the listener of changes, which would wait for itself
     */
    <T> T write(Transactions.Work<T> work) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("the listener of changes cannot make changes");
        }
        PendingWrite<T> pending = new PendingWrite<>(work);
        return switch (line.join(pending)) {
            case JOINED -> answerOf(pending);
            case FULL -> throw new StoreUnavailableException("too many changes are waiting to be written");
            case CLOSED -> throw new StoreUnavailableException("the database is closed");
        };
    }

    private <T> T answerOf(PendingWrite<T> pending) {
        T answer = pending.await(FAILURES);
        listeners.done(pending.acts());
        return answer;
    }

    /** Listeners of changes are called on the writing thread: they are quick and do not block. Those of acts on the caller's. */
    CommitListeners listeners() {
        return listeners;
    }

    /** Adds a listener that is called on the writing thread after each transaction. */
    Subscription onBatch(BatchListener listener) {
        return batchListeners.add(listener);
    }

    /** How many changes wait. */
    int waiting() {
        return line.size();
    }

    private void serve() {
        List<PendingWrite<?>> batch = line.take(writesPerCommit);
        while (!batch.isEmpty()) {
            batch.removeIf(pending -> !pending.take());
            commit(batch);
            batch = line.take(writesPerCommit);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // after any failure, the callers are answered and the thread continues
    private void commit(List<PendingWrite<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        List<Transaction> committed;
        try {
            committed = writeUntilNoConflict(batch);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack();
            batch.forEach(pending -> pending.fail(failure));
            finished(batch, began, false);
            return;
        }
        finished(batch, began, true);
        announce(committed);
        batch.forEach(PendingWrite::answer);
    }

    private List<Transaction> writeUntilNoConflict(List<PendingWrite<?>> batch) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return writeTogether(batch);
            } catch (SQLException failure) {
                if (attempt == MAX_ATTEMPTS || !SqliteFile.DIALECT.isConflict(failure)) {
                    throw failure;
                }
                rollBack();
            }
        }
    }

    private List<Transaction> writeTogether(List<PendingWrite<?>> batch) throws SQLException {
        SqlConnection sql = connection.get();
        // A transaction that begins with a read and then writes would fail if another process wrote in between.
        sql.execute("begin immediate");
        List<Transaction> done = new ArrayList<>();
        for (PendingWrite<?> pending : batch) {
            pending.run(sql, SqliteFile.DIALECT).ifPresent(done::add);
        }
        sql.execute("commit");
        return done;
    }

    /**
     * Leaves the connection without a transaction. It also fails when SQLite has rolled back already; then a new connection is
     * opened.
     */
    private void rollBack() {
        try {
            connection.get().execute("rollback");
        } catch (SQLException alreadyOverOrBroken) {
            connection.drop();
        }
    }

    private void announce(List<Transaction> committed) {
        List<Change> changes = committed.stream()
                .flatMap(transaction -> transaction.changes().stream())
                .toList();
        listeners.committed(changes);
    }

    private void finished(List<PendingWrite<?>> batch, long began, boolean committed) {
        long nanos = System.nanoTime() - began;
        batchListeners.tell(listener -> listener.finished(batch.size(), nanos, committed));
    }

    /** Refuses new changes, finishes the waiting ones, and returns when all are finished. Closing again does nothing. */
    @Override
    public void close() {
        line.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interruption) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
