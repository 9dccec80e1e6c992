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
 * A unit of work that a caller waits for. The writer runs it, and answers only when its changes are durable. An interrupted
 * caller withdraws work that has not begun; otherwise the caller waits for the outcome, which would be unknown without that.
 */
final class PendingWrite<T> {

    private static final String SAVEPOINT = "savepoint work";
    private static final String ROLLBACK = "rollback to work";
    private static final String RELEASE = "release work";

    private final Transactions.Work<T> work;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private List<AuthEvent.Act> acts = List.of();
    private Runnable outcome = () -> fail(new IllegalStateException("answered before it was run"));

    PendingWrite(Transactions.Work<T> work) {
        this.work = work;
    }

    /** Claims the work: either the writer, to run it, or the caller, to withdraw it. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /**
     * Runs the work inside the open transaction, and rolls back only this work if it fails. May be called again after the whole
     * transaction was rolled back.
     *
     * @return the changes and acts that it recorded; empty if it failed
     * @throws SQLException if the work conflicted with others, or its failure ended the whole transaction
     */
    @SuppressWarnings("CatchingUnchecked") // a failure concerns only this caller, not the others of the batch
    Optional<Transaction> run(SqlConnection sql, Dialect dialect) throws SQLException {
        sql.execute(SAVEPOINT);
        try {
            Transaction transaction = new Transaction(sql);
            T result = work.doIn(transaction);
            sql.execute(RELEASE);
            acts = transaction.acts();
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

    /** Answers the caller with the outcome of {@link #run}. */
    void answer() {
        outcome.run();
    }

    /** Answers the caller that nothing was changed. */
    void fail(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    /** The recorded acts, for the caller that waited for the answer. */
    List<AuthEvent.Act> acts() {
        return acts;
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
