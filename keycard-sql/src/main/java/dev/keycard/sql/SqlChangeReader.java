package dev.keycard.sql;

import dev.keycard.revocation.ChangeReader;
import dev.keycard.revocation.ChangesMissedException;
import dev.keycard.revocation.ReadPosition;
import dev.keycard.revocation.RecordedChange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the change log in SQL. A transaction draws the number of its change before it commits, so a number can become visible
 * after greater ones. The reader gives what is visible at once, and keeps the numbers in between as {@link ChangeGaps}, until
 * they are visible, or cannot become so. For one thread at a time.
 *
 * <p>It reads the last change again each time: if that is gone, or is another one, the database was restored, or replaced by a
 * standby that was behind, or the reader was suspended for longer than changes are kept.
 */
final class SqlChangeReader implements ChangeReader {

    private static final String FROM =
            "select seq, at, kind, subject, before, spared from change where seq >= ? order by seq limit ?";

    /** What one reading found; it changes the reader only when it is complete. */
    private record Reading(List<RecordedChange> changes, Place place, ChangeGaps gaps) {}

    /**
     * Where the reader stands.
     *
     * @param number all visible changes up to it were given
     * @param last the change of that number; null at the start
     */
    private record Place(long number, @Nullable RecordedChange last) {}

    private final Transactions database;
    private Place place;
    private ChangeGaps gaps;

    /** @param number a reader begins with the changes after it */
    SqlChangeReader(Transactions database, long number) {
        this(database, number, ChangeGaps.OLD);
    }

    /** @param old from which age on it is looked for transactions that could fill a gap one by one */
    SqlChangeReader(Transactions database, long number, Duration old) {
        this.database = database;
        this.place = new Place(number, null);
        this.gaps = ChangeGaps.none(old);
    }

    @Override
    public List<RecordedChange> next(int limit) {
        Reading reading = database.read(sql -> read(sql, limit));
        place = reading.place();
        gaps = reading.gaps();
        return reading.changes();
    }

    @Override
    public ReadPosition position() {
        return new ReadPosition(
                place.number(), gaps.numbers().keySet().stream().sorted().toList());
    }

    /** How many numbers may become visible late. */
    int gaps() {
        return gaps.size();
    }

    private Reading read(SqlConnection sql, int limit) throws SQLException {
        // First which transactions are over: what they committed is visible to what is read afterwards.
        ChangeGaps.Bounds over = gaps.over(sql);
        List<RecordedChange> changes = gaps.filled(sql);
        ChangeGaps open = gaps.without(changes, over);

        List<RecordedChange> news = after(sql, limit);
        changes.addAll(news);
        if (news.isEmpty()) {
            return new Reading(changes, place, open);
        }
        RecordedChange last = news.get(news.size() - 1);
        return new Reading(changes, new Place(last.sequence(), last), open.and(missing(news), sql));
    }

    private List<RecordedChange> after(SqlConnection sql, int limit) throws SQLException {
        if (place.last() == null) {
            return sql.list(FROM, ChangeRows::read, place.number() + 1, limit);
        }
        List<RecordedChange> read = sql.list(FROM, ChangeRows::read, place.number(), limit + 1);
        if (read.isEmpty() || !read.get(0).equals(place.last())) {
            throw new ChangesMissedException("change " + place.number()
                    + " is gone or is another one: the database was restored, or this process was suspended");
        }
        return read.subList(1, read.size());
    }

    private List<Long> missing(List<RecordedChange> news) {
        List<Long> missing = new ArrayList<>();
        long expected = place.number() + 1;
        for (RecordedChange change : news) {
            ChangeGaps.requireRoom(missing.size() + change.sequence() - expected);
            while (expected < change.sequence()) {
                missing.add(expected++);
            }
            expected++;
        }
        return missing;
    }
}
