package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs each piece of work, undoes it as a conflict does, and runs it again. */
record ConflictingTransactions(Transactions database) implements Transactions {

    @Override
    public <T> T read(Query<T> query) {
        return database.read(query);
    }

    @Override
    public <T> T serializable(Work<T> work) {
        return database.serializable(transaction -> {
            attemptInVain(work, transaction.sql());
            return work.doIn(transaction);
        });
    }

    @Override
    public <A, B> Optional<Both<A, B>> changeRow(Statement<A> change, Statement<B> reading) {
        return serializable(transaction -> transaction.sql().both(change, reading));
    }

    private static <T> void attemptInVain(Work<T> work, SqlConnection sql) throws SQLException {
        sql.execute("savepoint attempt");
        try {
            work.doIn(new Transaction(sql));
        } catch (RuntimeException refused) {
            // What it decided came to nothing, like what it wrote.
        } finally {
            sql.execute("rollback to attempt");
            sql.execute("release attempt");
        }
    }

    @Override
    public Subscription onCommit(Consumer<List<Change>> listener) {
        return database.onCommit(listener);
    }

    @Override
    public Subscription onAct(Consumer<AuthEvent> listener) {
        return database.onAct(listener);
    }

    @Override
    public Subscription offerActs(Predicate<AuthEvent> taker) {
        return database.offerActs(taker);
    }
}
