package dev.keycard.sql;

import dev.keycard.id.TimeId;
import dev.keycard.store.PurgeStep;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Purges ended and expired rows of a table whose key is a {@link TimeId}. It walks along the key, which is the order of the
 * table on the disk, and reads a bounded number of rows in each step. An index on the end would find them faster, but every
 * refresh would have to update it, because it moves the expiry of its login.
 */
record EndedRows(String window, String delete) {

    private static final TimeId LEAST = TimeId.firstOf(Instant.EPOCH);

    /** The statements for a table with {@code id}, {@code ended_at} and {@code expires_at}. */
    static EndedRows of(String table) {
        return new EndedRows(
                "select id from " + table + " where id > ? and id < ? order by id limit ?",
                "delete from " + table + " where id > ? and id <= ? and coalesce(ended_at, expires_at) < ?");
    }

    PurgeStep purge(Transactions database, Instant before, @Nullable TimeId after, int limit) {
        return database.serializable(
                transaction -> purge(transaction.sql(), before, after == null ? LEAST : after, limit));
    }

    /** A row that was made after the moment cannot have ended before it, so the walk ends there. */
    private PurgeStep purge(SqlConnection sql, Instant before, TimeId after, int limit) throws SQLException {
        List<TimeId> looked = sql.list(window, Row::timeId, after, TimeId.firstOf(before), limit);
        if (looked.isEmpty()) {
            return new PurgeStep(0, null);
        }
        TimeId last = looked.get(looked.size() - 1);
        int forgotten = sql.update(delete, after, last, before);
        return new PurgeStep(forgotten, looked.size() < limit ? null : last);
    }
}
