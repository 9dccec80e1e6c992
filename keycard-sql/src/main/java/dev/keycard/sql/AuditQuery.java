package dev.keycard.sql;

import dev.keycard.audit.AuditEntry;
import dev.keycard.audit.AuditFilter;
import dev.keycard.store.PageRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A filter as a condition. It holds only the columns that are filtered, so that each of the four forms uses its index: a
 * condition that a null switches off would scan the whole audit.
 */
record AuditQuery(String condition, List<Object> values) {

    static AuditQuery of(AuditFilter filter) {
        StringBuilder condition = new StringBuilder();
        List<Object> values = new ArrayList<>();
        if (filter.userId() != null) {
            condition.append("user_id = ? and ");
            values.add(filter.userId());
        }
        if (filter.kind() != null) {
            condition.append("kind = ? and ");
            values.add(filter.kind());
        }
        return new AuditQuery(condition.toString(), values);
    }

    /** The entries of a page in the order of reading, and one more if there is one. */
    List<AuditEntry> read(SqlConnection sql, PageRequest page) throws SQLException {
        String select = page.backward() ? selectBefore() : selectAfter();
        return sql.list(select, AuditRows::read, with(page.from(), page.limit() + 1));
    }

    /** Whether there are entries on the other side of the start of a page. */
    boolean anyBehind(SqlConnection sql, PageRequest page) throws SQLException {
        String behind = page.backward() ? "seq >= ? limit 1" : "seq <= ? limit 1";
        return sql.exists("select 1 from audit where " + condition + behind, with(page.from()));
    }

    String selectAfter() {
        return "select " + AuditRows.COLUMNS + " from audit where " + condition + "seq > ? order by seq limit ?";
    }

    String selectBefore() {
        return "select " + AuditRows.COLUMNS + " from audit where " + condition + "seq < ? order by seq desc limit ?";
    }

    private Object[] with(Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(List.of(more));
        return all.toArray();
    }
}
