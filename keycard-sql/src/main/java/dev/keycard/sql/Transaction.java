package dev.keycard.sql;

import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit of work in a transaction. Acts are recorded by {@link #audit}, and changes for other nodes by {@link #record}. Both
 * methods write the record and keep it for the listeners, so that neither can be omitted. For the writing thread only.
 */
final class Transaction {

    private final SqlConnection sql;
    private final List<Change> changes = new ArrayList<>();
    private final List<AuthEvent.Act> acts = new ArrayList<>();

    Transaction(SqlConnection sql) {
        this.sql = sql;
    }

    SqlConnection sql() {
        return sql;
    }

    void record(Change change, Instant at) throws SQLException {
        ChangeRows.insert(sql, change, at);
        changes.add(change);
    }

    /** Writes an act to the audit. */
    void audit(AuthEvent.Act act) throws SQLException {
        AuditRows.insert(sql, act);
        acts.add(act);
    }

    /** The acts so far, in order. */
    List<AuthEvent.Act> acts() {
        return acts;
    }

    /** The changes so far, in order. */
    List<Change> changes() {
        return changes;
    }
}
