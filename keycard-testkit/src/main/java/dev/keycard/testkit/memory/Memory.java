package dev.keycard.testkit.memory;

import dev.keycard.audit.CommitListeners;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The tables behind one lock. Work runs alone, so it is serializable; work that throws leaves nothing behind. Thread-safe.
 *
 * <p>Guards and rules run inside a transaction and must not call a store: this throws {@link IllegalStateException}.
 */
final class Memory {

    private final ReentrantLock lock = new ReentrantLock();
    private final Tables tables = new Tables();
    private final CommitListeners listeners = new CommitListeners();
    private boolean inTransaction;

    /** Asks the tables. The answer must not be a view of them. */
    <T> T read(Function<Tables, T> query) {
        lock.lock();
        try {
            requireOutsideOfTransactions();
            return query.apply(tables);
        } finally {
            lock.unlock();
        }
    }

    /** Changes the tables: all of the work or nothing. */
    <T> T write(Function<Transaction, T> work) {
        Transaction transaction = new Transaction(tables);
        T result = commit(transaction, work);
        listeners.done(transaction.acts());
        return result;
    }

    /** Listeners of changes are called under the lock, so that they receive changes in the order of the log. */
    private <T> T commit(Transaction transaction, Function<Transaction, T> work) {
        lock.lock();
        try {
            requireOutsideOfTransactions();
            T result = run(transaction, work);
            listeners.committed(List.copyOf(transaction.changes()));
            return result;
        } finally {
            lock.unlock();
        }
    }

    private <T> T run(Transaction transaction, Function<Transaction, T> work) {
        inTransaction = true;
        try {
            T result = work.apply(transaction);
            tables.undo.commit();
            return result;
        } finally {
            tables.undo.rollBack(); // does nothing after a commit
            inTransaction = false;
        }
    }

    private void requireOutsideOfTransactions() {
        if (inTransaction) {
            throw new IllegalStateException("a guard or a rule must not ask a store");
        }
    }

    CommitListeners listeners() {
        return listeners;
    }
}
