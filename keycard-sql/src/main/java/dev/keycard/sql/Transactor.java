package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the stores need of a database. Thread-safe. Both ways throw {@link dev.keycard.store.StoreUnavailableException} when
 * the database cannot do what is asked; what the given act throws itself, they throw on.
 */
interface Transactor {

    /** Asks the database, beside whatever is being written. The answer is one consistent state per statement. */
    <T> T read(Query<T> query);

    /** Changes the database: all of the work or nothing, durable on return. */
    <T> T write(Work<T> work);

    /** Adds a listener that receives the changes that were recorded, after their commit and before {@link #write} returns. */
    Subscription onCommit(Consumer<List<Change>> listener);

    /** Adds a listener that receives the acts, after their commit and before {@link #write} returns. */
    Subscription onAct(Consumer<AuthEvent> listener);

    /** Something to ask. */
    @FunctionalInterface
    interface Query<T> {
        T askOf(SqlConnection sql) throws SQLException;
    }

    /** Something to do. It must not swallow an SQLException: SQLite may have given up the whole transaction with it. */
    @FunctionalInterface
    interface Work<T> {
        T doIn(Transaction transaction) throws SQLException;
    }
}
