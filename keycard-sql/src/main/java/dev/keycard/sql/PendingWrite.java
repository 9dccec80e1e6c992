package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A piece of work that a caller waits for. The writer runs it, and answers only once what it did is durable. An interrupted
 * caller withdraws it if it has not been begun; otherwise the caller waits for the outcome, since nobody could say what
 * became of it.
 */
final class PendingWrite<T> {

    private static final String SAVEPOINT = "savepoint work";
    private static final String ROLLBACK = "rollback to work";
    private static final String RELEASE = "release work";

    private final Transactions.Work<T> work;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private List<AuthEvent.Act> told = List.of();
    private Runnable outcome = () -> fail(new IllegalStateException("answered before it was run"));

    PendingWrite(Transactions.Work<T> work) {
        this.work = work;
    }

    /** Claims the work, for the writer to run it or for the caller to withdraw it; one of them can. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /**
     * Does the work inside the open transaction, and undoes it alone if it fails. May be called again after the whole
     * transaction was undone.
     *
     * @return what it recorded and told; empty if it failed
     * @throws SQLException if the work conflicted with others, or failed in a way that took the whole transaction with it
     */
    @SuppressWarnings("CatchingUnchecked") // whatever goes wrong belongs to the caller, not to the neighbours
    Optional<Transaction> run(SqlConnection sql, Dialect dialect) throws SQLException {
        sql.execute(SAVEPOINT);
        try {
            Transaction transaction = new Transaction(sql);
            T result = work.doIn(transaction);
            sql.execute(RELEASE);
            told = transaction.told();
            outcome = () -> answer.complete(result);
            return Optional.of(transaction);
        } catch (SQLException | RuntimeException | Error failure) {
            if (failure instanceof SQLException conflict && dialect.isConflict(conflict)) {
                throw conflict;
            }
            outcome = () -> fail(failure);
            undo(sql, failure);
            return Optional.empty();
        }
    }

    /** Fails when the savepoint is gone: SQLite gives up a whole transaction when, for one, the disk is full. */
    private static void undo(SqlConnection sql, Throwable failure) throws SQLException {
        try {
            sql.execute(ROLLBACK);
            sql.execute(RELEASE);
        } catch (SQLException savepointGone) {
            throw failure instanceof SQLException reason ? reason : savepointGone;
        }
    }

    /** Tells the caller what {@link #run} came to. */
    void answer() {
        outcome.run();
    }

    /** Tells the caller that nothing was done. */
    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** The acts of work that was answered, for the caller who waited for it. */
    List<AuthEvent.Act> told() {
        return told;
    }

    /** Waits for the answer, and returns or throws it. */
    T await(SqlFailures failures) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException interruption) {
                    interrupted = true;
                    if (take()) {
                        throw new StoreUnavailableException("interrupted before the change was begun", interruption);
                    }
                } catch (ExecutionException failed) {
                    throw failures.unchecked(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
