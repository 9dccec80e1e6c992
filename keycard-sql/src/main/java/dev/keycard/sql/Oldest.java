package dev.keycard.sql;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Finds what may be forgotten at the beginning of a table whose rows are numbered in the order of writing. */
final class Oldest {

    /** A row's number and time, as the select given to {@link #lastBefore} tells them. */
    private record Stamp(long sequence, Instant at) {}

    private Oldest() {}

    /**
     * The number of the last of the oldest rows that were written before a moment; 0 if there are none. Rows may be dated earlier
     * than one before them: the first that has to stay ends the search, because what follows it stays too.
     *
     * @param head selects number and time of the oldest rows, in order, as many as its one parameter says
     */
    static long lastBefore(SqlConnection sql, String head, Instant moment, int limit) throws SQLException {
        List<Stamp> stamps = sql.list(head, row -> new Stamp(row.number(), row.instant()), limit);
        return stamps.stream()
                .takeWhile(stamp -> stamp.at().isBefore(moment))
                .mapToLong(Stamp::sequence)
                .max()
                .orElse(0);
    }
}
