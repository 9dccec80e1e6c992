package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all changes that wait, does them in one transaction, each in a savepoint of its own,
 * commits once, tells the listener of changes, and only then answers the callers, who wait meanwhile and tell the
 * listener of acts themselves: that one may write a log or call an application, which must not hold up the others. Making changes
 * durable costs a flush of the disk; so it is shared by all who need one at the same time. A commit that fails fails all of them,
 * leaves nothing behind, and does not hinder the next. Thread-safe.
 */
final class GroupWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);

    private final RepairableConnection connection;
    private final WriteQueue<PendingWrite<?>> line;
    private final int writesPerCommit;
    private final Thread thread;
    private volatile Consumer<List<Change>> listener = changes -> {};
    private volatile Consumer<AuthEvent> actListener = act -> {};
    private volatile BatchListener batches = (writes, nanos, committed) -> {};

    /** @param connection used by this thread alone until {@link #close()} has returned; its owner drops it afterwards */
    GroupWriter(RepairableConnection connection, int capacity, int writesPerCommit) {
        this.connection = connection;
        this.line = new WriteQueue<>(capacity);
        this.writesPerCommit = writesPerCommit;
        this.thread = new Thread(this::serve, "keycard-writer");
        thread.setDaemon(true);
    }

    /** Starts the thread; changes that were asked for before wait for this. */
    GroupWriter start() {
        thread.start();
        return this;
    }

    /**
     * Does the work, and returns once it is durable. What the work throws is thrown here, and nothing of it remains.
     *
     * @throws StoreUnavailableException if it cannot be made durable, if too many wait already, after {@link #close()}, or
     *     if the caller is interrupted before the work was begun
     * @throws IllegalStateException if called by the listener of changes, which would wait for itself
     */
    <T> T write(Transactor.Work<T> work) {
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
        T answer = pending.await();
        pending.told().forEach(act -> tell(() -> actListener.accept(act), "acts"));
        return answer;
    }

    /** The listener is called on the writing thread: it must be quick, and must wait for nothing. */
    void onCommit(Consumer<List<Change>> newListener) {
        listener = newListener;
    }

    /** The listener is called on the thread that asked for the act. */
    void onAct(Consumer<AuthEvent> newListener) {
        actListener = newListener;
    }

    void onBatch(BatchListener newListener) {
        batches = newListener;
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

    @SuppressWarnings("CatchingUnchecked") // whatever happens, the callers are answered and the thread goes on
    private void commit(List<PendingWrite<?>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        List<Transaction> committed;
        try {
            committed = writeTogether(batch);
        } catch (SQLException | RuntimeException | Error failure) {
            rollBack();
            batch.forEach(pending -> pending.fail(failure));
            batches.finished(batch.size(), System.nanoTime() - began, false);
            return;
        }
        batches.finished(batch.size(), System.nanoTime() - began, true);
        announce(committed);
        batch.forEach(PendingWrite::answer);
    }

    private List<Transaction> writeTogether(List<PendingWrite<?>> batch) throws SQLException {
        SqlConnection sql = connection.get();
        // A transaction that starts by reading and then writes would fail when another process wrote in between.
        sql.execute("begin immediate");
        List<Transaction> done = new ArrayList<>();
        for (PendingWrite<?> pending : batch) {
            pending.run(sql).ifPresent(done::add);
        }
        sql.execute("commit");
        return done;
    }

    /** Leaves the connection without a transaction. Fails also when SQLite has rolled back already; a new connection is sure. */
    private void rollBack() {
        try {
            connection.get().execute("rollback");
        } catch (SQLException alreadyOverOrBroken) {
            connection.drop();
        }
    }

    private void announce(List<Transaction> committed) {
        List<Change> changes = committed.stream()
                .flatMap(transaction -> transaction.recorded().stream())
                .toList();
        if (!changes.isEmpty()) {
            tell(() -> listener.accept(changes), "changes");
        }
    }

    @SuppressWarnings("CatchingUnchecked") // all is durable: a listener's fault must not look like a failure to write
    private static void tell(Runnable announcement, String what) {
        try {
            announcement.run();
        } catch (RuntimeException | Error fault) {
            LOG.atError().setCause(fault).log("the listener of committed {} failed; the database has them", what);
        }
    }

    /** Refuses new changes, finishes those that wait, and returns when all is done. Closing again does nothing. */
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
