package dev.keycard.sql;

import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import dev.keycard.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the change log in SQL. A transaction draws the number of its change before it commits, so a number can become visible
 * after greater ones. The reader gives what is visible at once, and keeps the numbers in between, its gaps, until they are
 * visible, or until every transaction that could have drawn them is over. For that, a transaction has its id before it draws a
 * number: then the id is lower than those of all transactions that begin after the gap was seen. For one thread at a time.
 */
final class SqlChangeReader implements ChangeReader {

    /** So many gaps come from a broken sequence, or from a transaction that never ends while others go on. */
    private static final int MAX_GAPS = 10_000;

    private static final int NUMBERS_AT_ONCE = 32;
    private static final String AMONG = "select seq, at, kind, subject, before, spared from change where seq in (?"
            + ", ?".repeat(NUMBERS_AT_ONCE - 1) + ")";

    /** Transactions with lower ids are over, and what they committed is visible. */
    private static final String OLDEST = "select {oldest transaction}";

    /** An id that is greater than those of all transactions that have begun to write. */
    private static final String NEXT = "select {next transaction}";

    /** What one reading found; it changes the reader only when it is complete. */
    private record Reading(List<RecordedChange> changes, long position, Map<Long, Long> gaps) {}

    private final Transactions database;
    private long position;

    /** For each missing number, the id below which a transaction may have drawn it. */
    private Map<Long, Long> gaps = Map.of();

    SqlChangeReader(Transactions database, long position) {
        this.database = database;
        this.position = position;
    }

    @Override
    public List<RecordedChange> next(int limit) {
        Reading reading = database.read(sql -> read(sql, limit));
        position = reading.position();
        gaps = reading.gaps();
        return reading.changes();
    }

    @Override
    public ReadPosition position() {
        return new ReadPosition(position, gaps.keySet().stream().sorted().toList());
    }

    /** How many numbers may become visible late. */
    int gaps() {
        return gaps.size();
    }

    private Reading read(SqlConnection sql, int limit) throws SQLException {
        // First which transactions are over: what they committed is visible to what is read afterwards.
        long oldest = gaps.isEmpty() ? 0 : sql.number(OLDEST);
        List<RecordedChange> changes = filled(sql);
        Map<Long, Long> open = new HashMap<>(gaps);
        changes.forEach(change -> open.remove(change.sequence()));
        open.values().removeIf(bound -> bound <= oldest);

        List<RecordedChange> news = SqlChangeLog.after(sql, position, limit);
        long last = news.isEmpty() ? position : news.get(news.size() - 1).sequence();
        if (last - position > news.size()) {
            note(missing(news), sql.number(NEXT), open);
        }
        changes.addAll(news);
        return new Reading(changes, last, open);
    }

    /** The changes whose numbers were missing, and are visible now. */
    private List<RecordedChange> filled(SqlConnection sql) throws SQLException {
        List<Long> numbers = new ArrayList<>(gaps.keySet());
        List<RecordedChange> found = new ArrayList<>();
        for (int from = 0; from < numbers.size(); from += NUMBERS_AT_ONCE) {
            Object[] parameters = new Object[NUMBERS_AT_ONCE];
            for (int i = 0; i < NUMBERS_AT_ONCE; i++) {
                parameters[i] = numbers.get(Math.min(from + i, numbers.size() - 1));
            }
            found.addAll(sql.list(AMONG, ChangeRows::read, parameters));
        }
        return found;
    }

    private List<Long> missing(List<RecordedChange> news) {
        List<Long> missing = new ArrayList<>();
        long expected = position + 1;
        for (RecordedChange change : news) {
            requireRoom(missing.size() + change.sequence() - expected);
            while (expected < change.sequence()) {
                missing.add(expected++);
            }
            expected++;
        }
        return missing;
    }

    private static void note(List<Long> missing, long bound, Map<Long, Long> open) {
        requireRoom(open.size() + (long) missing.size());
        missing.forEach(number -> open.put(number, bound));
    }

    private static void requireRoom(long count) {
        if (count > MAX_GAPS) {
            throw new StoreUnavailableException("more than " + MAX_GAPS + " changes may not be visible yet");
        }
    }
}
