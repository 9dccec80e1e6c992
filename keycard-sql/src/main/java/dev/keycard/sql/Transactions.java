package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.store.Subscription;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What the stores need of a database. The stores rely on these promises and on no other property of one database: not on a
 * single writer, and not on locks. Thread-safe. Both methods throw {@link dev.keycard.store.StoreUnavailableException} when the
 * database cannot answer, and pass on what the given work throws.
 */
interface Transactions {

    /** Reads from the database, concurrently with writers. Each statement sees one consistent state. */
    <T> T read(Query<T> query);

    /**
     * Changes the database: all of the work or nothing, durable on return. The transaction is serializable: its outcome is as
     * if no other had run at the same time, so what the work reads stays true until its commit. Work that conflicts with other
     * work is rolled back and run again from its beginning.
     */
    <T> T serializable(Work<T> work);

    /**
     * Changes one row by a statement that returns it, and reads what belongs to it by a second statement, in one transaction and
     * one round trip. The change decides by the row as it is when it is changed, whatever other transactions do meanwhile. So it
     * must rely on that row alone, and what it writes must be decided about elsewhere under the same row's lock or not at all.
     *
     * @return what both returned; empty if either found no row, or if the transaction conflicted with another one
     */
    <A, B> Optional<Both<A, B>> changeRow(Statement<A> change, Statement<B> reading);

    /** The results of two statements. */
    record Both<A, B>(A changed, B read) {}

    /** A statement with its parameters. */
    record Statement<T>(String sql, SqlConnection.Mapper<T> mapper, List<Object> parameters) {}

    /** Adds a listener that receives the recorded changes, after their commit and before the call returns. */
    Subscription onCommit(Consumer<List<Change>> listener);

    /** Adds a listener that receives the acts, after their commit and before the call returns. */
    Subscription onAct(Consumer<AuthEvent> listener);

    /** Adds a taker to which acts are offered after their commit, in the order of adding, until one returns true. */
    Subscription offerActs(Predicate<AuthEvent> taker);

    /** A read. */
    @FunctionalInterface
    interface Query<T> {
        T askOf(SqlConnection sql) throws SQLException;
    }

    /**
     * A change. It may be run several times, of which one is committed: it reads and writes through the transaction alone, keeps
     * nothing from one run to the next, and has no effect outside. It must not swallow an SQLException: the database may have
     * given up the whole transaction with it.
     */
    @FunctionalInterface
    interface Work<T> {
        T doIn(Transaction transaction) throws SQLException;
    }
}
