package dev.keycard.sql;

import dev.keycard.change.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work in a transaction. A change that others must learn goes through {@link #record}, which both writes it to
 * the log and keeps it for the announcement, so that neither can be forgotten. For the writing thread only.
 */
final class Transaction {

    private final SqlConnection sql;
    private final List<Change> recorded = new ArrayList<>();

    Transaction(SqlConnection sql) {
        this.sql = sql;
    }

    SqlConnection sql() {
        return sql;
    }

    void record(Change change, Instant at) throws SQLException {
        ChangeRows.insert(sql, change, at);
        recorded.add(change);
    }

    /** What was recorded so far, in order. */
    List<Change> recorded() {
        return recorded;
    }
}
