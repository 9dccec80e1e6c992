package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Purges rows at the beginning of a table whose rows are numbered in the order of writing. */
final class Oldest {

    /** A row's number and time, as the select given to {@link #purge} returns them. */
    private record Stamp(long sequence, Instant at) {}

    private Oldest() {}

    /**
     * Deletes the oldest rows that were written before a moment, and returns how many. A row may be dated earlier than one
     * before it. The first row that must be kept ends the search, because all rows after it are kept too.
     *
     * @param head selects number and time of the oldest rows, in order, as many as its one parameter says
     * @param delete deletes the rows up to a number
     */
    static int purge(SqlConnection sql, String head, String delete, Instant moment, int limit) throws SQLException {
        List<Stamp> stamps = sql.list(head, row -> new Stamp(row.number(), row.instant()), limit);
        long last = stamps.stream()
                .takeWhile(stamp -> stamp.at().isBefore(moment))
                .mapToLong(Stamp::sequence)
                .max()
                .orElse(0);
        return sql.update(delete, last);
    }
}
