package dev.keycard.sql;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuditStore;
import dev.keycard.audit.AuthEvent;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** The audit in SQL. */
final class SqlAuditStore implements AuditStore {

    static final String HEAD = "select seq, at from audit order by seq limit ?";
    static final String FORGET = "delete from audit where seq <= ?";

    private final Transactor database;

    SqlAuditStore(Transactor database) {
        this.database = database;
    }

    @Override
    public void append(List<AuthEvent.Observation> observations) {
        if (observations.isEmpty()) {
            return;
        }
        List<AuthEvent.Observation> asGiven = List.copyOf(observations);
        database.write(transaction -> {
            for (AuthEvent.Observation observation : asGiven) {
                AuditRows.insert(transaction.sql(), observation);
            }
            return asGiven.size();
        });
    }

    @Override
    public Page<AuditEntry> list(AuditFilter filter, PageRequest page) {
        return database.read(sql -> page.backward() ? before(sql, filter, page) : after(sql, filter, page));
    }

    private static Page<AuditEntry> after(SqlConnection sql, AuditFilter filter, PageRequest page) throws SQLException {
        AuditQuery query = AuditQuery.of(filter);
        List<AuditEntry> found = query.after(sql, page.from(), page.limit() + 1);
        List<AuditEntry> items = new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
        return new Page<>(items, found.size() > items.size(), query.anyUpTo(sql, page.from()));
    }

    private static Page<AuditEntry> before(SqlConnection sql, AuditFilter filter, PageRequest page)
            throws SQLException {
        AuditQuery query = AuditQuery.of(filter);
        List<AuditEntry> found = query.before(sql, page.from(), page.limit() + 1);
        List<AuditEntry> items = new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
        Collections.reverse(items);
        return new Page<>(items, query.anyFrom(sql, page.from()), found.size() > items.size());
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return database.write(transaction -> {
            SqlConnection sql = transaction.sql();
            return sql.update(FORGET, Oldest.lastBefore(sql, HEAD, moment, limit));
        });
    }

    @Override
    public void onCommit(Consumer<AuthEvent> listener) {
        database.onAct(listener);
    }
}
