package dev.keycard.testkit.memory;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuthEvent;
import dev.keycard.revocation.Change;
import dev.keycard.revocation.RecordedChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit of work. It changes the tables, and records changes and acts; if it throws, all of that is undone. For the thread
 * that holds the lock of {@link Memory}.
 */
final class Transaction {

    final Tables tables;
    private final List<Change> changes = new ArrayList<>();
    private final List<AuthEvent.Act> acts = new ArrayList<>();

    Transaction(Tables tables) {
        this.tables = tables;
    }

    /** Writes to the change log. The time in the log never decreases. */
    void record(Change change, Instant at) {
        Instant last = tables.changes.last().map(RecordedChange::at).orElse(Instant.EPOCH);
        long number = tables.nextNumber("changes");
        tables.changes.add(number, new RecordedChange(number, Times.later(at, last), change));
        changes.add(change);
    }

    /** Writes to the audit what is done here. */
    void audit(AuthEvent.Act act) {
        write(act);
        acts.add(act);
    }

    /** Writes an event to the audit without calling listeners. */
    void write(AuthEvent event) {
        long number = tables.nextNumber("audit");
        tables.audit.add(number, AuditEntry.of(number, event));
    }

    /** The changes so far, in order. */
    List<Change> changes() {
        return changes;
    }

    /** The acts so far, in order. */
    List<AuthEvent.Act> acts() {
        return acts;
    }
}
