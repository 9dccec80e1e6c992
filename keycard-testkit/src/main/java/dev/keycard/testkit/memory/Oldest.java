package dev.keycard.testkit.memory;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Purges rows from the first on, of tables that are numbered in the order of writing. */
final class Oldest {

    private Oldest() {}

    /**
     * Removes the oldest rows that were written before a moment. The first row that has to stay ends the search.
     *
     * @param rows the rows that may be removed, in order
     * @return how many were removed
     */
    static <V> int purge(
            Table<Long, V> table, List<V> rows, Function<V, Long> number, Function<V, Instant> at, Instant moment) {
        List<V> old =
                rows.stream().takeWhile(row -> at.apply(row).isBefore(moment)).toList();
        old.forEach(row -> table.remove(number.apply(row)));
        return old.size();
    }
}
