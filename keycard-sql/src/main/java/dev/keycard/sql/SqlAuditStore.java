package dev.keycard.sql;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.audit.AuditStore;
import dev.keycard.audit.AuthEvent;
import dev.keycard.store.Page;
import dev.keycard.store.PageRequest;
import dev.keycard.store.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The audit in SQL. */
final class SqlAuditStore implements AuditStore {

    static final String HEAD = "select seq, at from audit order by seq limit ?";
    static final String PURGE = "delete from audit where seq <= ?";

    private final Transactions database;

    SqlAuditStore(Transactions database) {
        this.database = database;
    }

    @Override
    public void append(List<AuthEvent.Observation> observations) {
        if (observations.isEmpty()) {
            return;
        }
        List<AuthEvent.Observation> asGiven = List.copyOf(observations);
        database.serializable(transaction -> {
            for (AuthEvent.Observation observation : asGiven) {
                AuditRows.insert(transaction.sql(), observation);
            }
            return asGiven.size();
        });
    }

    @Override
    public Page<AuditEntry> list(AuditFilter filter, PageRequest page) {
        AuditQuery query = AuditQuery.of(filter);
        return database.read(
                sql -> Page.read(query.read(sql, page), page.limit(), page.backward(), query.anyBehind(sql, page)));
    }

    @Override
    public int purgeBefore(Instant moment, int limit) {
        return database.serializable(transaction -> Oldest.purge(transaction.sql(), HEAD, PURGE, moment, limit));
    }

    @Override
    public Subscription onCommit(Consumer<AuthEvent> listener) {
        return database.onAct(listener);
    }

    @Override
    public Subscription offerOnCommit(Predicate<AuthEvent> taker) {
        return database.offerActs(taker);
    }
}
