package dev.keycard.sql;

import dev.keycard.revocation.ChangesMissedException;
import dev.keycard.revocation.RecordedChange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers of changes that are not visible while greater ones are. A transaction has its id before it draws a number, and a lock
 * on the table. So a gap is closed when all transactions are over whose ids are below one that was given after the gap was seen;
 * or, because a long transaction elsewhere on the server would delay that, when no older transaction holds a lock on the table.
 * Immutable.
 */
record ChangeGaps(Map<Long, Noted> numbers, Duration old) {

    static final Duration OLD = Duration.ofSeconds(10);

    /** So many gaps come from a broken sequence, or from a transaction that never ends while others go on. */
    private static final int MAX = 10_000;

    private static final int NUMBERS_AT_ONCE = 128;
    private static final String AMONG = "select seq, at, kind, subject, before, spared from change where seq in (?"
            + ", ?".repeat(NUMBERS_AT_ONCE - 1) + ")";

    private static final String OVER = "select {oldest transaction}, {server time}";
    private static final String NOTED = "select {next transaction}, {server time}";
    private static final String OLD_WRITERS = "select {old writers}";

    /**
     * When a gap was seen.
     *
     * @param transaction transactions with this id or a greater one cannot have drawn the number
     * @param at the time of the server in milliseconds
     */
    record Noted(long transaction, long at) {

        static Noted of(Row row) throws SQLException {
            return new Noted(row.number(), row.number());
        }
    }

    /**
     * What is over.
     *
     * @param transaction all transactions with lower ids
     * @param at all transactions that began before that time and could have written changes
     */
    record Bounds(long transaction, long at) {

        boolean close(Noted gap) {
            return gap.transaction() <= transaction || gap.at() < at;
        }
    }

    static ChangeGaps none(Duration old) {
        return new ChangeGaps(Map.of(), old);
    }

    int size() {
        return numbers.size();
    }

    /** Which transactions are over. To be asked before the changes are read. */
    Bounds over(SqlConnection sql) throws SQLException {
        if (numbers.isEmpty()) {
            return new Bounds(0, 0);
        }
        Noted now = sql.first(OVER, Noted::of).orElseThrow();
        long limit = now.at() - old.toMillis();
        boolean hasOld = numbers.values().stream().anyMatch(gap -> gap.at() < limit);
        boolean closesOld = hasOld && sql.number(OLD_WRITERS, old.toMillis()) == 0;
        return new Bounds(now.transaction(), closesOld ? limit : 0);
    }

    /** The changes whose numbers were missing, and are visible now. */
    List<RecordedChange> filled(SqlConnection sql) throws SQLException {
        List<Long> wanted = new ArrayList<>(numbers.keySet());
        List<RecordedChange> found = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += NUMBERS_AT_ONCE) {
            Object[] parameters = new Object[NUMBERS_AT_ONCE];
            for (int i = 0; i < NUMBERS_AT_ONCE; i++) {
                parameters[i] = wanted.get(Math.min(from + i, wanted.size() - 1));
            }
            found.addAll(sql.list(AMONG, ChangeRows::read, parameters));
        }
        return found;
    }

    /** These without what was filled, and without what cannot be filled any more. */
    ChangeGaps without(List<RecordedChange> filled, Bounds over) {
        Map<Long, Noted> open = new HashMap<>(numbers);
        filled.forEach(change -> open.remove(change.sequence()));
        open.values().removeIf(over::close);
        return new ChangeGaps(Map.copyOf(open), old);
    }

    /** These and further ones, which are seen now. */
    ChangeGaps and(List<Long> missing, SqlConnection sql) throws SQLException {
        if (missing.isEmpty()) {
            return this;
        }
        requireRoom(numbers.size() + (long) missing.size());
        Noted now = sql.first(NOTED, Noted::of).orElseThrow();
        Map<Long, Noted> all = new HashMap<>(numbers);
        missing.forEach(number -> all.put(number, now));
        return new ChangeGaps(Map.copyOf(all), old);
    }

    static void requireRoom(long count) {
        if (count > MAX) {
            throw new ChangesMissedException("more than " + MAX + " changes may not be visible yet");
        }
    }
}
