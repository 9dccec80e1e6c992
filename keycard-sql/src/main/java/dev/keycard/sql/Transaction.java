package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One piece of work in a transaction. An act goes through {@link #tell}, a change that others must learn through {@link #record},
 * which both writes it to the log and keeps it for the announcement, so that neither can be forgotten. For the writing thread
 * only.
 */
final class Transaction {

    private final SqlConnection sql;
    private final List<Change> recorded = new ArrayList<>();
    private final List<AuthEvent.Act> told = new ArrayList<>();

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

    /** Writes to the audit what is done here. */
    void tell(AuthEvent.Act act) throws SQLException {
        AuditRows.insert(sql, act);
        told.add(act);
    }

    /** What was told so far, in order. */
    List<AuthEvent.Act> told() {
        return told;
    }

    /** What was recorded so far, in order. */
    List<Change> recorded() {
        return recorded;
    }
}
