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
import java.util.Optional;
import java.util.function.Consumer;

/** The audit in SQL. */
final class SqlAuditStore implements AuditStore {

    private static final String MATCHING = " from audit where (? is null or user_id = ?) and (? is null or kind = ?)";
    private static final String FORWARD =
            "select " + AuditRows.COLUMNS + MATCHING + " and seq > ? order by seq limit ?";
    private static final String BACKWARD =
            "select " + AuditRows.COLUMNS + MATCHING + " and seq < ? order by seq desc limit ?";
    private static final String ANY_FROM = "select 1" + MATCHING + " and seq >= ? limit 1";
    private static final String ANY_UP_TO = "select 1" + MATCHING + " and seq <= ? limit 1";

    // The time of an entry can be earlier than that of one before it; what matters is that the row before the first
    // that stays is
    // the last that goes.
    private static final String LAST_TO_FORGET = """
            select seq from audit where seq < coalesce((select min(seq) from audit where at >= ?), 9223372036854775807)
            order by seq limit 1 offset ?""";
    private static final String LAST_OF_OLD =
            "select max(seq) from audit where seq < coalesce((select min(seq) from audit where at >= ?), 9223372036854775807)";
    private static final String FORGET = "delete from audit where seq <= ?";

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
        List<AuditEntry> found = select(sql, FORWARD, filter, page);
        List<AuditEntry> items = new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
        return new Page<>(items, found.size() > items.size(), exists(sql, ANY_UP_TO, filter, page.from()));
    }

    private static Page<AuditEntry> before(SqlConnection sql, AuditFilter filter, PageRequest page)
            throws SQLException {
        List<AuditEntry> found = select(sql, BACKWARD, filter, page);
        List<AuditEntry> items = new ArrayList<>(found.subList(0, Math.min(found.size(), page.limit())));
        Collections.reverse(items);
        return new Page<>(items, exists(sql, ANY_FROM, filter, page.from()), found.size() > items.size());
    }

    private static List<AuditEntry> select(SqlConnection sql, String query, AuditFilter filter, PageRequest page)
            throws SQLException {
        return sql.list(
                query,
                AuditRows::read,
                filter.userId(),
                filter.userId(),
                filter.kind(),
                filter.kind(),
                page.from(),
                page.limit() + 1);
    }

    private static boolean exists(SqlConnection sql, String query, AuditFilter filter, long from) throws SQLException {
        return sql.exists(query, filter.userId(), filter.userId(), filter.kind(), filter.kind(), from);
    }

    @Override
    public int forgetBefore(Instant moment, int limit) {
        return database.write(transaction -> {
            SqlConnection sql = transaction.sql();
            Optional<Long> last = sql.first(LAST_TO_FORGET, Row::number, moment, limit - 1);
            long upTo = last.isPresent() ? last.get() : sql.number(LAST_OF_OLD, moment);
            return sql.update(FORGET, upTo);
        });
    }

    @Override
    public void onCommit(Consumer<AuthEvent> listener) {
        database.onAct(listener);
    }
}
